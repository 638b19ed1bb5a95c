/** Settings that have passed every check become the configuration the code uses. */
import type { Field } from '../protocol/forms.ts'
import { resolved } from './names.ts'
import type { Settings, WorkgroupSettings } from './schema.ts'
import type { Config, SiteConfig, WorkgroupConfig } from './types.ts'

type FieldSettings = WorkgroupSettings['form'][number]

export function resolve(settings: Settings): Config {
  const { domain, xmpp, http, store, log } = settings
  const operators = Object.entries(settings.operators).map(([name, operator]) => ({
    jid: jid(name, domain),
    ...operator,
  }))
  const workgroups = Object.entries(settings.workgroups).map(([name, workgroup]) =>
    workgroupOf(jid(name, xmpp.component), workgroup, domain),
  )
  const sites = Object.entries(settings.sites).map(([id, site]) => siteOf(id, site, settings))
  return {
    domain,
    xmpp,
    http,
    log,
    store: store.postgres === undefined ? { sqlite: store.sqlite ?? '' } : { postgres: store.postgres },
    operators: new Map(operators.map((operator) => [operator.jid, operator])),
    workgroups: new Map(workgroups.map((workgroup) => [workgroup.jid, workgroup])),
    sites: new Map(sites.map((site) => [site.id, site])),
  }
}

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

function workgroupOf(address: string, settings: WorkgroupSettings, domain: string): WorkgroupConfig {
  const { form, formTitle, formInstructions, ...workgroup } = settings
  return {
    ...workgroup,
    jid: address,
    id: address.slice(0, address.indexOf('@')),
    operators: workgroup.operators.map((name) => jid(name, domain)),
    form: {
      ...(formTitle === undefined ? {} : { title: formTitle }),
      ...(formInstructions === undefined ? {} : { instructions: formInstructions }),
      fields: form.map(fieldOf),
    },
  }
}

const fieldOf = ({ text, ...field }: FieldSettings): Field =>
  text === undefined ? field : { ...field, values: [text] }
