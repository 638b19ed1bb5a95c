/** `GET /status/<workgroup>.svg .png .json .txt .xml .js`, and the same of an operator who agrees (V3). */
import type { Request, Response } from 'express'
import { resolved } from '../../config/names.ts'
import type { Config, SiteConfig } from '../../config/types.ts'
import { clientAddress, limitKey } from '../client-address.ts'
import type { Http } from '../context.ts'
import { availabilityOf, findWorkgroup, withHours } from '../look.ts'
import { Problem } from '../problems.ts'
import { forms, type Subject, versionOf, wishOf } from './forms.ts'

/** How long a page that asks to be told waits for a change, ms: one request a minute while there is none. */
export const HELD = 60_000
/** How often what is waited for is looked at, ms. */
const LOOK = 1_000

/** The words are those of the `site`; of the first that has the workgroup where none is named. */
type Find = (http: Http, name: string, site: string) => Subject

function workgroup(http: Http, name: string, site: string): Subject {
  const config = http.config()
  const found = findWorkgroup(config, name)
  const availability = withHours(found, http.workgroups.availability(found.jid), http.clock.now())
  const { why, ...facts } = availabilityOf(availability)
  // Behind a closed door nobody is seen.
  const show = why === 'closed' ? 'offline' : (availability?.face ?? facts.show)
  return {
    name: found.name,
    show,
    language: languageOf(config, site, ({ workgroups }) => workgroups.includes(found.jid)),
    facts: { workgroup: found.jid, status: availability?.statusText ?? '', ...facts, why, show },
  }
}

/** Their name and presence, if they have agreed; of all others nobody learns that they are. */
function operator(http: Http, name: string, site: string): Subject {
  const config = http.config()
  const found = config.operators.get(resolved(name, config.domain) ?? '')
  if (!found?.statusPicture || !http.workgroups.operator)
    throw new Problem('no-such-page', 'There is no such operator, or they do not show their status.')
  const { show } = http.workgroups.operator(found.jid) ?? { show: 'offline' }
  return { name: found.name, show, language: languageOf(config, site, () => true), facts: {} }
}

function languageOf({ sites }: Config, id: string, fits: (site: SiteConfig) => boolean): string {
  const site = sites.get(id) ?? [...sites.values()].find(fits)
  return site?.language ?? 'en'
}

export const subjects: Readonly<Record<'workgroup' | 'operator', Find>> = { workgroup, operator }

export async function getStatus(http: Http, find: Find, request: Request, response: Response): Promise<void> {
  // `support.svg`
  const [, name = '', format = ''] = /^(.*)\.(\w+)$/.exec(String(request.params.file)) ?? []
  const query = (key: string) => (typeof request.query[key] === 'string' ? request.query[key] : '')
  const subject = find(http, name, query('site'))
  const form = Object.hasOwn(forms, format) ? forms[format] : undefined
  if (!form) throw new Problem('no-such-page', 'There are .svg, .png, .json, .txt, .xml and .js.')
  const wish = wishOf(query, subject)
  const known = query('known')
  const now =
    known === '' ? subject : await changed(http, response, () => find(http, name, query('site')), known)
  if (response.destroyed) return
  // Short, so that a page that asks every ten seconds sees a change within fifteen; proxies of mail programs obey it too.
  const caching = known === '' ? 'public, max-age=5, must-revalidate' : 'no-store'
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': caching })
  form(response, now, wish)
}

/** Resolves when it is not as the page knows it any more, or after a minute; at once for whom there is no room. */
async function changed(http: Http, response: Response, find: () => Subject, known: string): Promise<Subject> {
  const { limits, watched } = http.config().http
  const address = limitKey(clientAddress(response.req, http.trusts))
  const leave = http.held.total < watched ? http.held.enter(address, limits.watched) : undefined
  try {
    for (let passed = 0; leave && passed < HELD && !response.destroyed; passed += LOOK) {
      if (versionOf(find()) !== known) break
      await new Promise((done) => setTimeout(done, LOOK))
    }
    return find()
  } finally {
    leave?.()
  }
}
