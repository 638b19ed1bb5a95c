/** Small tools on DOM elements that work the same in a browser and in the tests' DOM. */

/** The first child with this name in this namespace: names alone are never trusted. */
export function child(element: Element | undefined, name: string, namespace: string): Element | undefined {
  return children(element, name, namespace)[0]
}

export function children(element: Element | undefined, name: string, namespace: string): Element[] {
  return Array.from(element?.childNodes ?? []).filter(
    (node): node is Element =>
      node.nodeType === 1 &&
      (node as Element).localName === name &&
      (node as Element).namespaceURI === namespace,
  )
}

/** An attribute, or undefined when it is missing or empty. */
export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.getAttribute(name) || undefined

/** A whole number ≥ 0, or undefined. */
export function count(element: Element | undefined): number | undefined {
  const text = element?.textContent ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

export const bare = (jid: string): string => jid.replace(/\/.*/s, '')
export const host = (jid: string): string => bare(jid).slice(jid.indexOf('@') + 1)
export const resource = (jid: string): string => (jid.includes('/') ? jid.slice(jid.indexOf('/') + 1) : '')

/** XML 1.0 has no control characters and no lone surrogates; one of them would end the stream. */
export const clean = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
