/** Files people send each other: XEP-0363 puts and gets on our own origin, passed through to the XMPP server. */
import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'
import { clientAddress } from './client-address.ts'
import type { Http } from './context.ts'
import { Problem } from './problems.ts'
import { forwarded, upstream } from './xmpp-proxy.ts'

const PATIENCE = 60_000
/** What the server says of a file, and nothing else. */
const KEPT = [
  'content-type',
  'content-length',
  'content-disposition',
  'etag',
  'last-modified',
  'cache-control',
] as const
const SENT = ['authorization', 'content-type', 'content-length', 'if-none-match'] as const

/** Whatever is in a file, on our origin it runs nothing. */
const HARMLESS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

export async function passFile(http: Http, request: Request, response: Response): Promise<void> {
  const { method, headers } = request
  const sent = Object.fromEntries(SENT.map((name) => [name, headers[name]] as const))
  const address = clientAddress(request, http.trusts)
  const call = upstream(http, request.url, method, {
    ...(sent as Record<string, string | undefined>),
    ...forwarded(http, address),
  })
  response.on('close', () => call.destroy())
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    call.on('response', resolve)
    call.on('error', reject)
    call.setTimeout(PATIENCE, () => call.destroy(new Error('no answer in time')))
    request.on('error', () => call.destroy())
    request.pipe(call)
  }).catch((error: Error) => {
    if (!response.destroyed) http.log.warn({ err: error }, 'http: the XMPP server does not answer')
    throw new Problem('no-xmpp-server')
  })
  response.status(answer.statusCode ?? 502).set(HARMLESS)
  for (const name of KEPT) {
    const value = answer.headers[name]
    if (value !== undefined) response.set(name, value)
  }
  answer.on('error', () => response.destroy())
  answer.pipe(response)
}
