/** XEP-0092: Software Version (version 1.1) */
import type { Element } from 'ltx'
import { VERSION } from '../../protocol/namespaces.js'
import { child, el, ownText } from './xml.ts'

export const NS = VERSION

export interface Version {
  readonly name?: string | undefined
  readonly version?: string | undefined
}

/** Without a value: the request. The operating system is nobody's business. */
export const buildVersion = ({ name, version }: Version = {}): Element =>
  el('query', { xmlns: NS }, name && el('name', {}, name), version && el('version', {}, version))

/** Reads request (empty) and answer. */
export function parseVersion(iq: Element): Version | undefined {
  const query = child(iq, 'query', NS)
  if (!query) return undefined
  const [name, version] = [ownText(query, 'name'), ownText(query, 'version')]
  return { ...(name && { name }), ...(version && { version }) }
}
