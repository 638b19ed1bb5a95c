/**
 * `POST /api/presence`: a page of a site that watches is open (R7, V7), for as long as the connection is. The answer
 * is an event stream; `POST /api/decline` says no to what came through it (urn:parlor:1 §1).
 */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Config, SiteConfig } from '../config/types.ts'
import type { Page, Seen, Suggestion } from '../monitor/types.ts'
import { backgroundOf, saysNo } from './background.ts'
import { clientAddress, limitKey } from './client-address.ts'
import type { Http } from './context.ts'
import { findPlace, withHours } from './look.ts'
import { checkOrigin } from './origins.ts'
import { Problem } from './problems.ts'
import { pageOf, pageShape, parseBody } from './visit.ts'

/** What is known of a page lies in memory, bytes: thousands of them must not fill it. */
export const PAGE_LIMIT = 16 * 1024
/** Longer than this no connection lives, ms: one whose other end has vanished must not show a visitor for long. */
const LIFE = 120_000
/** Proxies close what is silent for a minute, ms. */
const BEAT = 25_000

const presence = z.object({
  ...pageShape,
  /** What `here` has told another page of this tab. */
  visitor: z.string().max(64).optional(),
  /** The visitor has agreed. */
  consent: z.boolean().optional(),
  /** The widget has a request or a chat. */
  busy: z.boolean().optional(),
  /** The browser knows of an earlier visit. */
  returning: z.boolean().optional(),
  /** An invitation by rule has been answered in this visit. */
  asked: z.boolean().optional(),
  /** Which visit this is, as their browser counts, and the random name it has for them: where they have agreed. */
  visits: z.number().int().min(1).max(100_000).optional(),
  known: z.string().max(64).optional(),
})
const decline = z.object({ invitation: z.string().max(64), busy: z.boolean().optional() })

export function postPresence(http: Http, request: Request, response: Response): void {
  if (!request.is('application/json')) throw new Problem('wrong-content-type')
  const { visitors, address } = whoAsks(http, request)
  const asked = parseBody(presence, request.body)
  const config = http.config()
  const { site, workgroup } = findPlace(config, asked.site ?? '', asked.workgroup ?? '')
  checkOrigin(request.headers.origin, address, config, [site])
  const agreed = asked.consent === true
  checkWish(request, site, agreed)
  const { background, ...page } = pageOf(asked, site, {
    suspect: http.badSignatures.note,
    background: backgroundOf(http, request, address),
  })
  const seen: Seen = {
    ...page,
    background: { ...background, ...(agreed && asked.visits && { visits: asked.visits }) },
    ...(agreed && asked.known && { known: asked.known }),
    site: site.id,
    busy: asked.busy === true,
    returning: asked.returning === true,
    asked: asked.asked === true,
  }
  if (response.destroyed) return // gone while its request was read
  const free = takePlace(http, config, address)
  const stream = openPage(response)
  const may = (): ReturnType<Suggestion['may']> => {
    const there = withHours(workgroup, http.workgroups.availability(workgroup.jid), http.clock.now())
    return there?.open && there.free ? { workgroup: workgroup.name, accent: site.accent } : undefined
  }
  const gone = visitors.arrive(asked.visitor, seen, stream, { triggers: site.triggers, may })
  response.on('close', () => {
    free()
    gone?.()
  })
  if (!gone) throw new Problem('too-many')
}

/** No is no, whoever says it: the site, the visitor, or their browser. @throws Problem */
function checkWish({ headers }: Request, site: SiteConfig, hasAgreed: boolean): void {
  const no = (detail: string): never => {
    throw new Problem('not-watched', detail)
  }
  if (site.monitoring === 'off') no(`The site "${site.id}" does not watch its visitors.`)
  if (saysNo(headers)) no('The browser asks not to be watched.')
  if (site.monitoring === 'consent' && !hasAgreed) no('The visitor has not agreed.')
}

/** @throws Problem */
function takePlace({ watched }: Http, { http }: Config, address: string): () => void {
  if (watched.total >= http.watched) throw new Problem('too-many')
  const leave = watched.enter(limitKey(address), http.limits.watched)
  if (!leave) throw new Problem('too-often', 'Too many pages are open from this address.')
  return leave
}

/** Headers go out with the first event, so that until then a problem can still be said. */
function openPage(response: Response): Page {
  const write = (text: string): void => {
    if (!response.headersSent)
      response.status(200).set({
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      })
    if (!response.writableEnded && !response.destroyed) response.write(text)
  }
  const beat = setInterval(() => write(':\n\n'), BEAT)
  const end = setTimeout(() => response.end(), LIFE)
  response.on('close', () => {
    clearInterval(beat)
    clearTimeout(end)
  })
  return {
    send: (message) => write(`data: ${JSON.stringify(message)}\n\n`),
    close: () => void response.end(),
  }
}

/** Who knows the token of an invitation was invited: it needs no site. */
export function postDecline(http: Http, request: Request, response: Response): void {
  if (!request.is('application/json')) throw new Problem('wrong-content-type')
  const { visitors, address } = whoAsks(http, request)
  checkOrigin(request.headers.origin, address, http.config())
  const { invitation, busy = false } = parseBody(decline, request.body)
  if (!visitors.decline(invitation, busy ? 'busy' : 'declined')) throw new Problem('no-such-invitation')
  response.set('Cache-Control', 'no-store').status(204).end()
}

function whoAsks(http: Http, request: Request) {
  const visitors = http.workgroups.siteVisitors
  if (!visitors) throw new Problem('unavailable')
  return { visitors, address: clientAddress(request, http.trusts) }
}
