/** Settings that have passed every check become the configuration the code uses. */
import type { Impasse, Otherwise } from '../core/types.ts'
import { holidaysOf, weekOf } from '../opening/parse.ts'
import type { Hours } from '../opening/types.ts'
import type { Field } from '../protocol/forms.ts'
import { resolved } from './names.ts'
import type { Settings, WorkgroupSettings } from './schema.ts'
import { type OtherwiseSetting, workgroup } from './schema-workgroup.ts'
import type { Config, SiteConfig, WorkgroupConfig } from './types.ts'

type FieldSettings = WorkgroupSettings['form'][number]

export function resolve(settings: Settings): Config {
  const { domain, xmpp, http, store, log, smtp, webhooks, push, places } = settings
  const operators = Object.entries(settings.operators).map(([name, operator]) => ({
    jid: jid(name, domain),
    ...operator,
  }))
  const workgroups = Object.entries(settings.workgroups).map(([name, one]) =>
    workgroupOf(jid(name, xmpp.component), one, settings),
  )
  const sites = Object.entries(settings.sites).map(([id, site]) => siteOf(id, site, settings))
  return {
    domain,
    xmpp: { ...xmpp, upload: xmpp.upload ?? `upload.${domain}` },
    http,
    log,
    ...(smtp && { smtp }),
    webhooks,
    places,
    push: { ...push, contact: push.contact ?? contactOf(settings) },
    store: store.postgres === undefined ? { sqlite: store.sqlite ?? '' } : { postgres: store.postgres },
    operators: new Map(operators.map((operator) => [operator.jid, operator])),
    workgroups: new Map(workgroups.map((one) => [one.jid, one])),
    sites: new Map(sites.map((site) => [site.id, site])),
  }
}

/** Push services want to know whom to write to. */
const contactOf = ({ domain, http }: Settings): string =>
  http.url.startsWith('https:') ? http.url : `mailto:postmaster@${domain}`

function jid(name: string, host: string): string {
  const address = resolved(name, host)
  if (address === undefined) throw new Error(`${name} has passed the checks and is no address`)
  return address
}

function siteOf(id: string, site: Settings['sites'][string], { http, xmpp }: Settings): SiteConfig {
  return {
    ...site,
    id,
    origins: [...new Set(site.origins.map((origin) => (origin === 'own' ? http.url : origin)))],
    workgroups: site.workgroups.map((name) => jid(name, xmpp.component)),
  }
}

/** For the chats of a workgroup that has been taken out of the file: everybody may go on with them. */
export const formerWorkgroup = (address: string, config: Config): WorkgroupConfig =>
  workgroupOf(
    address,
    workgroup.parse({
      name: address.slice(0, address.indexOf('@')),
      operators: [...config.operators.keys()],
    }),
    config,
  )

type File = { readonly domain: string; readonly xmpp: Pick<Settings['xmpp'], 'component'> }

function workgroupOf(address: string, settings: WorkgroupSettings, file: File): WorkgroupConfig {
  const { form, formTitle, formInstructions, operators, hours, otherwise, needs, ...rest } = settings
  const staff = operators.map((member) => ({ ...member, operator: jid(member.operator, file.domain) }))
  return {
    ...rest,
    jid: address,
    id: address.slice(0, address.indexOf('@')),
    operators: staff.map(({ operator }) => operator),
    staff,
    needs: needs ?? {},
    otherwise: otherwiseOf(otherwise, file.xmpp.component),
    ...(hours && { hours: hoursOf(hours) }),
    form: {
      ...(formTitle === undefined ? {} : { title: formTitle }),
      ...(formInstructions === undefined ? {} : { instructions: formInstructions }),
      fields: form.map(fieldOf),
    },
  }
}

function hoursOf({ timeZone, weekly, holidays }: NonNullable<WorkgroupSettings['hours']>): Hours {
  return { timeZone, week: weekOf(weekly), holidays: holidaysOf(holidays ?? [], weekly) }
}

function otherwiseOf(
  settings: WorkgroupSettings['otherwise'],
  component: string,
): Record<Impasse, Otherwise> {
  const one = (setting: OtherwiseSetting): Otherwise =>
    typeof setting === 'object' && 'workgroup' in setting
      ? { workgroup: jid(setting.workgroup, component) }
      : setting
  const { nobody, closed, full, waited, declined } = settings
  return {
    nobody: one(nobody),
    closed: one(closed),
    full: one(full),
    waited: one(waited),
    declined: one(declined),
  }
}

const fieldOf = ({ text, ...field }: FieldSettings): Field =>
  text === undefined ? field : { ...field, values: [text] }
