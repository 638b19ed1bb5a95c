/** XMPP for browsers on our own origin: WebSocket (RFC 7395) and BOSH (XEP-0124), passed through to the XMPP server. */
import { request as httpRequest, type IncomingMessage, STATUS_CODES } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Request, Response } from 'express'
import { clientAddress, limitKey } from './client-address.ts'
import type { Http } from './context.ts'
import { checkOrigin } from './origins.ts'
import { Problem, problemOf } from './problems.ts'

/** BOSH feeds a whole body to the parser before any stanza limit is looked at. */
export const BODY_LIMIT = 128 * 1024
/** A BOSH answer is held back up to a minute by design. */
const BOSH_PATIENCE = 90_000
const HANDSHAKE_PATIENCE = 10_000

export function upstream(
  http: Http,
  path: string,
  method: string,
  headers: Record<string, string | undefined>,
) {
  const target = new URL(path, http.config().xmpp.web)
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  return (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
    method,
    headers: sent as Record<string, string>,
  })
}

/** The server takes the address from here, not from the socket, which is ours. */
export function forwarded(http: Http, address: string): Record<string, string> {
  const proto = http.config().http.url.startsWith('https:') ? 'https' : 'http'
  return { 'x-forwarded-for': address, 'x-forwarded-proto': proto }
}

/** Passes one BOSH request on; the body has been read already and is within the limit. */
export async function passBosh(http: Http, request: Request, response: Response): Promise<void> {
  const address = clientAddress(request, http.trusts)
  checkOrigin(request.headers.origin, address, http.config())
  const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const call = upstream(http, '/http-bind', 'POST', {
    'content-type': 'text/xml; charset=utf-8',
    'content-length': String(body.length),
    ...forwarded(http, address),
  })
  // The visitor went away: the server is told, or it would hold the answer back for nobody.
  response.on('close', () => call.destroy())
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    call.on('response', resolve)
    call.on('error', reject)
    call.setTimeout(BOSH_PATIENCE, () => call.destroy(new Error('no answer in time')))
    call.end(body)
  }).catch((error: Error) => {
    if (!response.destroyed) http.log.warn({ err: error }, 'http: the XMPP server does not answer')
    throw new Problem('no-xmpp-server')
  })
  response.status(answer.statusCode ?? 502).set({
    'Content-Type': answer.headers['content-type'] ?? 'text/xml; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  answer.on('error', () => response.destroy())
  answer.pipe(response)
}

/** Every upgrade of the server comes here; only one path is served. */
export async function passUpgrade(
  http: Http,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => socket.destroy())
  try {
    await passWebSocket(http, request, socket, head)
  } catch (error) {
    refuse(http, socket, problemOf(error))
  }
}

async function passWebSocket(
  http: Http,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const config = http.config()
  if (request.url?.split('?', 1)[0] !== '/xmpp-websocket') throw new Problem('no-such-page')
  const address = clientAddress(request, http.trusts)
  const key = limitKey(address)
  checkOrigin(request.headers.origin, address, config)
  const wait = await http.requests.take(key, config.http.limits.requestsPerMinute)
  if (wait > 0) throw new Problem('too-often', undefined, { 'Retry-After': String(wait) })
  const leave = http.connections.enter(key, config.http.limits.connections)
  if (!leave) throw new Problem('too-often', 'Too many connections are open from this address.')
  socket.on('close', leave)
  const call = upstream(http, '/xmpp-websocket', 'GET', handshake(request, forwarded(http, address)))
  socket.on('close', () => call.destroy())
  call.setTimeout(HANDSHAKE_PATIENCE, () => call.destroy(new Error('no answer in time')))
  call.on('error', (error) => {
    http.log.warn({ err: error }, 'http: the XMPP server does not answer')
    refuse(http, socket, new Problem('no-xmpp-server'))
  })
  call.on('response', (answer) => {
    answer.resume()
    refuse(http, socket, new Problem('no-xmpp-server', `It answered ${answer.statusCode}.`))
  })
  call.on('upgrade', (answer, server, first) => join(socket, head, server, first, answer))
  call.end()
}

/** Only what the handshake needs (RFC 6455 §4.1) is passed on: no cookies, no credentials. */
function handshake({ headers }: IncomingMessage, more: Record<string, string>) {
  const one = (name: string): string | undefined => [headers[name] ?? []].flat().join(', ') || undefined
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': one('sec-websocket-key'),
    'sec-websocket-version': one('sec-websocket-version'),
    'sec-websocket-protocol': one('sec-websocket-protocol'),
    'sec-websocket-extensions': one('sec-websocket-extensions'),
    ...more,
  }
}

const KEEP_ALIVE = 30_000

function join(
  client: Duplex,
  head: Buffer,
  server: Duplex,
  first: Buffer,
  { rawHeaders }: IncomingMessage,
): void {
  const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []))
  client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
  client.write(first)
  server.write(head)
  for (const socket of [client, server]) {
    // Small stanzas must not wait for more; a dead peer must not stay for hours.
    if ('setNoDelay' in socket && typeof socket.setNoDelay === 'function') socket.setNoDelay(true)
    if ('setKeepAlive' in socket && typeof socket.setKeepAlive === 'function')
      socket.setKeepAlive(true, KEEP_ALIVE)
    if ('setTimeout' in socket && typeof socket.setTimeout === 'function') socket.setTimeout(0)
  }
  server.on('error', () => client.destroy())
  server.on('close', () => client.destroy())
  client.on('close', () => server.destroy())
  client.pipe(server).pipe(client)
}

/** There is no `Response` for an upgrade; the problem is written by hand. */
function refuse(http: Http, socket: Duplex, problem: Problem): void {
  if (socket.destroyed || !socket.writable) return
  http.answers.set(problem.status, (http.answers.get(problem.status) ?? 0) + 1)
  const body = JSON.stringify(problem)
  const headers = {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
    ...problem.headers,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`,
  )
}
