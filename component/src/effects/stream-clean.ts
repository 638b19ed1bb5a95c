import { type Element, escapeXML, escapeXMLText } from 'ltx'

/** All but what XML 1.0 §2.2 allows: control characters, lone surrogates, U+FFFE and U+FFFF. */
const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u
const everyIllegal = new RegExp(illegal, 'gu')
/** A conservative XML Name: what our builders use. Anything else would be data in the wrong place. */
const name = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/

/** Nothing in it has to be escaped, and nothing is illegal: nearly everything that is sent. */
const plain = /^[\x20!\x23-\x25\x28-;=?-~]*$/

/** Replaces each character that would make the server close the whole stream by U+FFFD. */
export const cleanText = (text: string): string =>
  illegal.test(text) ? text.replace(everyIllegal, '\uFFFD') : text

const inAttribute = (text: string): string => (plain.test(text) ? text : escapeXML(cleanText(text)))

const inText = (text: string): string => (plain.test(text) ? text : escapeXMLText(cleanText(text)))

/**
 * What is sent of an element: its values cleaned, nothing else changed. Written in one go, without copies: it is done for
 * every stanza.
 * @throws TypeError when an element or attribute has an impossible name.
 */
export function cleanXml(element: Element): string {
  const { attrs, children } = element
  let xml = `<${checked(element.name)}`
  for (const key in attrs) {
    const value: unknown = attrs[key]
    if (value !== null && value !== undefined) xml += ` ${checked(key)}="${inAttribute(String(value))}"`
  }
  if (children.length === 0) return `${xml}/>`
  xml += '>'
  for (const child of children) {
    if (child === null || child === undefined) continue
    // Numbers are let in by ltx's builders, whatever its types say.
    xml += typeof child === 'object' ? cleanXml(child) : inText(String(child))
  }
  return `${xml}</${element.name}>`
}

/** Names come from the builders, so there are few. */
const MOST_NAMES = 1_000
const names = new Set<string>()

function checked(candidate: string): string {
  if (names.has(candidate)) return candidate
  if (!name.test(candidate)) throw new TypeError(`not an XML name: ${JSON.stringify(candidate)}`)
  if (names.size < MOST_NAMES) names.add(candidate)
  return candidate
}
