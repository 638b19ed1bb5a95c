/** `GET /logo/SITE`: the picture in the head of its widget, from a file of the admin's. */
import { resolve } from 'node:path'
import type { Request, Response } from 'express'
import type { Http } from './context.ts'
import { Problem } from './problems.ts'

/** An SVG is a document: looked at by itself it must not run anything in our origin. */
const HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

export async function getLogo(http: Http, request: Request, response: Response): Promise<void> {
  const { logo } = http.config().sites.get(String(request.params.site)) ?? {}
  if (!logo) throw new Problem('no-such-page')
  const headers = { 'Content-Security-Policy': HARMLESS, 'Cache-Control': 'public, max-age=3600' }
  await new Promise<void>((done, fail) =>
    response.sendFile(resolve(logo), { headers, dotfiles: 'allow', cacheControl: false }, (error) => {
      if (!error || response.headersSent) return done()
      http.log.warn({ file: logo, err: error }, 'the logo of a site cannot be read')
      fail(new Problem('no-such-page'))
    }),
  )
}
