import { Element } from 'ltx'

/** All but what XML 1.0 §2.2 allows: control characters, lone surrogates, U+FFFE and U+FFFF. */
const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
/** A conservative XML Name: what our builders use. Anything else would be data in the wrong place. */
const name = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/

/** Replaces each character that would make the server close the whole stream by U+FFFD. */
export const cleanText = (text: string): string => text.replace(illegal, '\uFFFD')

/**
 * A copy that can be sent: values cleaned, nothing else changed; the original is left as it is.
 * @throws TypeError when an element or attribute has an impossible name.
 */
export function cleaned(element: Element): Element {
  const copy = new Element(checked(element.name), cleanAttributes(element.attrs))
  for (const child of element.children) {
    if (child === null || child === undefined) continue
    // Numbers are let in by ltx's builders, whatever its types say.
    copy.children.push(typeof child === 'object' ? cleaned(child) : cleanText(String(child)))
  }
  return copy
}

function cleanAttributes(attrs: Record<string, unknown>): Record<string, string> {
  const copy: Record<string, string> = {}
  for (const [key, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined) copy[checked(key)] = cleanText(String(value))
  }
  return copy
}

function checked(candidate: string): string {
  if (!name.test(candidate)) throw new TypeError(`not an XML name: ${JSON.stringify(candidate)}`)
  return candidate
}
