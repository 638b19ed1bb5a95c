/** What no single setting can know: whether the names fit together. Works on a file with other mistakes, too. */

import { sources, ways } from './cross-check-ways.ts'
import { originOf } from './fields.ts'
import { type Entries, items, record } from './loose.ts'
import { didYouMean, type Finding } from './mistakes.ts'
import { resolved } from './names.ts'
import type { Path } from './walk.ts'

const entriesOf = (value: unknown): Entries =>
  Object.entries(record(value)).map(([name, entry]) => [name, record(entry)])

export function crossCheck(file: unknown): Finding[] {
  const root = record(file)
  const host = root.domain
  const component = record(root.xmpp).component
  const operators = entriesOf(root.operators)
  const workgroups = entriesOf(root.workgroups)
  return [
    ...addresses(operators, host, 'operators'),
    ...addresses(workgroups, component, 'workgroups', component),
    ...workgroups.flatMap(([name, workgroup]) => [
      ...references(['workgroups', name, 'operators'], members(workgroup), 'operator', operators, host),
      ...twice(['workgroups', name, 'routing'], items(workgroup.routing)),
      ...form(['workgroups', name, 'form'], items(workgroup.form)),
      ...sources(['workgroups', name], workgroup),
      ...mailless(['workgroups', name, 'mail'], workgroup.mail, root.smtp),
    ]),
    ...ways(workgroups, component),
    ...entriesOf(root.sites).flatMap(([name, site]) => [
      ...references(['sites', name, 'workgroups'], site.workgroups, 'workgroup', workgroups, component),
      ...origins(['sites', name, 'origins'], items(site.origins)),
      ...siteId(['sites', name], name),
      ...triggers(['sites', name], site),
    ]),
    ...hosts(record(root.xmpp), host),
    ...storeChoice(root.store),
  ]
}

/** The value of a parameter that is not named. */
const triggers = (path: Path, site: Record<string, unknown>): Finding[] =>
  items(site.triggers).flatMap((rule, at) => {
    const { is, parameter } = record(rule)
    if (is === undefined || parameter !== undefined) return []
    return [{ path: [...path, 'triggers', at, 'is'], problem: 'is the value of a parameter: name one' }]
  })

/** By name alone, or with more about them. */
const members = (workgroup: Record<string, unknown>): unknown[] =>
  items(workgroup.operators).map((member) => (typeof member === 'string' ? member : record(member).operator))

/** Names of entries must be addresses, no two the same. */
function addresses(entries: Entries, host: unknown, at: string, only?: unknown): Finding[] {
  if (typeof host !== 'string') return []
  const seen = new Map<string, string>()
  return entries.flatMap(([name]) => {
    const jid = resolved(name, host)
    const path = [at, name]
    if (jid === undefined) return [{ path, problem: 'is not an address or a short name' }]
    if (only !== undefined && !jid.endsWith(`@${only}`)) return [{ path, problem: `must be on ${only}` }]
    const before = seen.get(jid)
    seen.set(jid, name)
    return before === undefined ? [] : [{ path, problem: `is the same as ${before}` }]
  })
}

/** Every name in the list must be one of the entries, once. */
function references(path: Path, names: unknown, kind: string, entries: Entries, host: unknown): Finding[] {
  const known = new Set(entries.map(([name]) => resolved(name, host)))
  const seen = new Set<unknown>()
  return items(names).flatMap((name, index) => {
    const jid = resolved(name, host)
    if (typeof name !== 'string' || typeof host !== 'string') return []
    const here = [...path, index]
    if (jid === undefined || !known.has(jid)) {
      const near = didYouMean(
        name,
        entries.map(([candidate]) => candidate),
      )
      return [{ path: here, problem: `there is no ${kind} "${name}"${near}` }]
    }
    if (seen.has(jid)) return [{ path: here, problem: `"${name}" is there twice` }]
    seen.add(jid)
    return []
  })
}

function mailless(path: Path, mail: unknown, smtp: unknown): Finding[] {
  return mail !== undefined && smtp === undefined
    ? [{ path, problem: 'needs smtp: without it no mail is sent' }]
    : []
}

function twice(path: Path, names: readonly unknown[]): Finding[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ path: [...path, index], problem: `"${name}" is there twice` }] : [],
  )
}

function origins(path: Path, list: readonly unknown[]): Finding[] {
  return list.flatMap((origin, index) => {
    if (typeof origin !== 'string' || origin === 'own' || originOf(origin) === origin) return []
    const better = originOf(origin)
    const hint = better === undefined ? 'like https://shop.example, or own' : `written ${better}`
    return [{ path: [...path, index], problem: `expected an origin ${hint}, got ${JSON.stringify(origin)}` }]
  })
}

/** It is part of addresses and snippets. */
function siteId(path: Path, id: string): Finding[] {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(id)
    ? []
    : [{ path, problem: 'the id of a site is made of small letters, digits and -' }]
}

function form(path: Path, fields: readonly unknown[]): Finding[] {
  const names = fields.map((field) => record(field).name)
  const same = twice(path, names).map((finding) => ({ ...finding, path: [...finding.path, 'name'] }))
  const choices = fields.flatMap((field, index) => {
    const { type, options } = record(field)
    if (type === 'list-single' && items(options).length === 0) {
      return [{ path: [...path, index, 'options'], problem: 'a list-single needs choices' }]
    }
    if (type !== 'list-single' && options !== undefined) {
      return [{ path: [...path, index, 'options'], problem: 'only a list-single has choices' }]
    }
    return []
  })
  return [...same, ...choices]
}

/** One host cannot be two things. */
function hosts(xmpp: Record<string, unknown>, domain: unknown): Finding[] {
  const named: [string, unknown][] = [
    ['domain', domain],
    ...['component', 'visitors', 'rooms'].map((name): [string, unknown] => [`xmpp.${name}`, xmpp[name]]),
  ]
  return named.flatMap(([name, host], index) => {
    const other = named.slice(0, index).find(([, earlier]) => earlier === host)
    return other && typeof host === 'string'
      ? [{ path: name.split('.'), problem: `must not be the same host as ${other[0]}` }]
      : []
  })
}

function storeChoice(store: unknown): Finding[] {
  if (store === undefined) return []
  const { sqlite, postgres } = record(store)
  return (sqlite === undefined) === (postgres === undefined)
    ? [{ path: ['store'], problem: 'expected either sqlite or postgres' }]
    : []
}
