/** `GET /api/look`: what the widget shows before any connection (urn:parlor:1 §1). */
import { resolved } from '../config/names.ts'
import { remarks } from '../config/schema-workgroup.ts'
import type { Config, SiteConfig, WorkgroupConfig } from '../config/types.ts'
import type { Instant, Otherwise } from '../core/types.ts'
import { describe } from '../opening/describe.ts'
import { isOpen, nextChange } from '../opening/opening.ts'
import type { Field } from '../protocol/forms.ts'
import { Problem } from './problems.ts'
import type { Availability } from './types.ts'

export interface Place {
  /** Those the visitor may choose from: the page names none, and the site has several. */
  readonly choice?: readonly WorkgroupConfig[]
  /** Where files are put. */
  readonly upload: string
  readonly site: SiteConfig
  readonly workgroup: WorkgroupConfig
}

/** A workgroup by its local part or its bare JID. */
export function findWorkgroup(config: Config, name: string): WorkgroupConfig {
  const jid = resolved(name, config.xmpp.component)
  const workgroup = jid === undefined ? undefined : config.workgroups.get(jid)
  if (!workgroup) throw new Problem('no-such-workgroup', `There is no workgroup "${shown(name)}".`)
  return workgroup
}

/**
 * Site and workgroup as a page names them. A page may leave out one: the first workgroup of the site, or the first site
 * that has the workgroup (a hosted page, reached by a plain link).
 */
export function findPlace(config: Config, siteId: string, name: string): Place {
  const workgroup = name === '' ? undefined : findWorkgroup(config, name)
  const site = siteId === '' ? siteOf(config, workgroup) : config.sites.get(siteId)
  if (!site) throw new Problem('no-such-site', `There is no site "${shown(siteId)}".`)
  const jid = workgroup?.jid ?? site.workgroups[0]
  if (jid === undefined || !site.workgroups.includes(jid)) {
    throw new Problem('no-such-workgroup', `The site "${site.id}" has no workgroup "${shown(name)}".`)
  }
  const choice = workgroup ? [] : site.workgroups.map((one) => findWorkgroup(config, one))
  return {
    ...{ site, workgroup: workgroup ?? findWorkgroup(config, jid), upload: config.xmpp.upload },
    ...(choice.length > 1 && { choice }),
  }
}

function siteOf(config: Config, workgroup: WorkgroupConfig | undefined): SiteConfig | undefined {
  if (!workgroup) throw new Problem('malformed', 'Name a site, a workgroup, or both.')
  return [...config.sites.values()].find((site) => site.workgroups.includes(workgroup.jid))
}

const shown = (name: string): string => name.slice(0, 64)

export interface Viewer {
  readonly now: Instant
  /** BCP 47, for the words about opening hours. */
  readonly language: string
}

export function look(
  { site, workgroup, upload, choice }: Place,
  known: Availability | undefined,
  viewer: Viewer,
  mails = false,
) {
  const { id, name, accent, greeting, about, home, monitoring, triggers } = site
  const logo = logoOf(site)
  // The script that does it; what it must respect is in its address.
  const watch = monitoring === 'off' ? undefined : `/watch.js?${monitoring}${wantsReturning(triggers)}`
  const { title, instructions, fields } = workgroup.form
  const availability = withHours(workgroup, known, viewer.now)
  const calls = known?.calls ?? workgroup.calls
  return {
    site: { id, name, logo, accent, greeting, about, home, watch },
    choice: choice?.map(({ jid, name, description }) => ({ jid, name, description })),
    workgroup: {
      jid: workgroup.jid,
      name: workgroup.name,
      description: workgroup.description,
      allow: allowOf(workgroup),
      ...(calls !== 'off' && { calls }),
      // All of them, unless it says otherwise.
      ...(workgroup.remarks.length < remarks.length && { remarks: workgroup.remarks }),
      ...uploadsOf(workgroup, upload),
    },
    availability: availabilityOf(availability),
    hours: hoursOf(workgroup, viewer),
    otherwise: availability?.open ? undefined : otherwiseOf(workgroup.otherwise[whyNot(availability)]),
    notices: [...workgroup.notices, ...(known?.notices ?? [])],
    form: { title, instructions, fields: fields.map(fieldOf) },
    rating: workgroup.rating === 'off' ? undefined : workgroup.rating,
    mails: mails || undefined,
  }
}

/** What the widget's frame may ask the browser for (Permissions Policy), in the words of an iframe's `allow`. */
function allowOf({ calls, uploads }: WorkgroupConfig): string | undefined {
  if (calls !== 'off') return 'camera;microphone;display-capture'
  return uploads.types.some((type) => type.startsWith('audio/')) ? 'microphone' : undefined
}

/** Its address here: the visitor's browser asks nobody else for it. */
export const logoOf = ({ id, logo }: SiteConfig): string | undefined =>
  logo && `/logo/${encodeURIComponent(id)}`

/** Where files may be put, up to how many bytes, of which types. */
const uploadsOf = ({ uploads: { types, megabytes } }: WorkgroupConfig, to: string) =>
  types.length > 0 && { uploads: { to, most: megabytes * 1024 * 1024, types } }

/** Whether they have been here before is kept in the browser only where a rule asks for it. */
const wantsReturning = (triggers: SiteConfig['triggers']): string =>
  triggers.some(({ returning }) => returning) ? '&returning' : ''

/** Closed by the clock is closed, whatever the workgroup has noticed of it yet. */
export function withHours(
  { hours }: WorkgroupConfig,
  known: Availability | undefined,
  now: Instant,
): Availability | undefined {
  return known && hours && !isOpen(hours, now) ? { ...known, open: false, why: 'closed' } : known
}

/** As told to the public: no names, no text. */
export function availabilityOf(availability: Availability | undefined) {
  const { open = false, show = 'offline', waiting = 0, expectedWaitSeconds } = availability ?? {}
  return {
    open,
    show,
    waiting,
    expectedWait: expectedWaitSeconds,
    why: open ? undefined : whyNot(availability),
  }
}

function whyNot(availability: Availability | undefined): NonNullable<Availability['why']> {
  const { why, show = 'offline' } = availability ?? {}
  return why ?? (show === 'offline' ? 'nobody' : 'full')
}

/** In words, and while it is closed the instant when it opens. */
function hoursOf({ hours }: WorkgroupConfig, { now, language }: Viewer) {
  if (!hours) return undefined
  const next = isOpen(hours, now) ? undefined : nextChange(hours, now)
  return {
    text: describe(hours, language),
    next: next === undefined ? undefined : new Date(next).toISOString().replace('.000Z', 'Z'),
  }
}

/** As `<answer/>` of urn:parlor:1 says it. */
function otherwiseOf(otherwise: Otherwise) {
  if (otherwise === 'callback') return { do: 'message', callback: true }
  if (typeof otherwise === 'string') return { do: otherwise }
  return 'workgroup' in otherwise
    ? { do: 'workgroup', jid: otherwise.workgroup }
    : { do: 'redirect', url: otherwise.redirect }
}

/** What is undefined is left out of the JSON. */
function fieldOf({ name, label, type, required, datatype, options, description, maxLength, values }: Field) {
  return { name, label, type, required: required ?? false, datatype, options, description, maxLength, values }
}
