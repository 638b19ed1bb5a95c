import { type Element, xml } from './library.js'

export type { Element }
export { xml }

/** What a string holds that XML 1.0 §2.2 cannot: control characters, lone surrogates, U+FFFE and U+FFFF. */
const UNSENDABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The text as it may travel. One bad character would end the whole stream (`not-well-formed`). */
export const sendable = (text: string): string => text.replace(UNSENDABLE, '')

/** The text of a child element, or `undefined` when there is none or it is blank. */
export function textOf(element: Element, name: string, namespace?: string): string | undefined {
  return element.getChildText(name, namespace)?.trim() || undefined
}

/** A whole number of at least 0, or `undefined`. */
export function countOf(text: string | undefined | null): number | undefined {
  return text && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined
}

/** An instant (ms) from XEP-0082, also in the old form without hyphens that XEP-0142 shows. */
export function instantOf(text: string | undefined | null): number | undefined {
  if (!text) return undefined
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T/, '$1-$2-$3T').replace(/(T[\d:.]+)$/, '$1Z')
  const instant = Date.parse(iso)
  return Number.isNaN(instant) ? undefined : instant
}

/** `anna@localhost/web` -> `anna@localhost` */
export const bare = (jid: string): string => {
  const slash = jid.indexOf('/')
  return slash < 0 ? jid : jid.slice(0, slash)
}

/** `anna@localhost/web` -> `web` */
export const resource = (jid: string): string => {
  const slash = jid.indexOf('/')
  return slash < 0 ? '' : jid.slice(slash + 1)
}

/** `anna@localhost` -> `anna` */
export const local = (jid: string): string => {
  const at = jid.indexOf('@')
  return at < 0 ? jid : jid.slice(0, at)
}

export const host = (jid: string): string => bare(jid).slice(bare(jid).indexOf('@') + 1)
