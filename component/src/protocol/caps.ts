/** XEP-0115: Entity Capabilities (version 1.6.0): a hash in presence stands for a whole disco answer. */
import { createHash } from 'node:crypto'
import type { Element } from 'ltx'
import { CAPS } from '../../protocol/namespaces.js'
import type { Extension, Info } from './disco.ts'
import { needed } from './values.ts'
import { attr, child, el } from './xml.ts'

export const NS = CAPS

export interface Caps {
  readonly node: string
  readonly ver: string
  /** `sha-1` is the one everybody knows. */
  readonly hash: string
}

export const buildCaps = (node: string, info: Info): Element =>
  el('c', { xmlns: NS, hash: 'sha-1', node, ver: capsHash(info) })

/** `undefined` also for the form without `hash` of before 2008, which proves nothing. */
export function parseCaps(presence: Element): Caps | undefined {
  const caps = child(presence, 'c', NS)
  const hash = caps && attr(caps, 'hash')
  return caps && hash ? { node: needed(caps, 'node'), ver: needed(caps, 'ver'), hash } : undefined
}

/** The node to ask for: disco#info answers with exactly what was hashed. */
export const capsNode = (caps: Pick<Caps, 'node' | 'ver'>): string => `${caps.node}#${caps.ver}`

/** §5.1: the verification string, SHA-1 in base64. */
export const capsHash = (info: Info): string =>
  createHash('sha1').update(verificationString(info)).digest('base64')

/** Is the answer what the presence promised? Two equal identities, features or forms are refused (§5.4). */
export function verifyCaps(caps: Caps, info: Info): boolean {
  const identities = info.identities.map(({ category, type, lang }) => `${category}/${type}/${lang ?? ''}`)
  const forms = (info.extensions ?? []).map(({ formType }) => formType)
  const twice = [identities, info.features, forms].some((list) => new Set(list).size !== list.length)
  return !twice && caps.hash === 'sha-1' && caps.ver === capsHash(info)
}

function verificationString(info: Info): string {
  const identities = info.identities.map(
    ({ category, type, lang, name }) => `${category}/${type}/${lang ?? ''}/${name ?? ''}`,
  )
  const forms = [...(info.extensions ?? [])].sort((a, b) => octets(a.formType, b.formType))
  return [...identities.sort(octets), ...[...info.features].sort(octets), ...forms.flatMap(lines)]
    .map((line) => `${line}<`)
    .join('')
}

const lines = (form: Extension): string[] => [
  form.formType,
  ...[...form.fields]
    .sort((a, b) => octets(a.name, b.name))
    .flatMap(({ name, values }) => [name, ...[...values].sort(octets)]),
]

/** The i;octet collation. */
const octets = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
