/** Finds addresses in a text. Only http, https and mailto become links, and the rest stays text: nothing is markup. */
export type Part = { readonly text: string; readonly href?: string }

const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"]+/giu
const SAFE = ['http:', 'https:', 'mailto:']

/** A full stop or bracket after an address belongs to the sentence. */
function trim(found: string): string {
  const short = found.replace(/[.,;:!?'’”]+$/u, '')
  return short.endsWith(')') && !short.includes('(') ? trim(short.slice(0, -1)) : short
}

export function parts(text: string): Part[] {
  const out: Part[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const found = trim(match[0])
    const url = URL.parse ? URL.parse(found) : parse(found)
    if (!url || !SAFE.includes(url.protocol)) continue
    if (match.index > at) out.push({ text: text.slice(at, match.index) })
    out.push({ text: found, href: url.href })
    at = match.index + found.length
  }
  if (at < text.length) out.push({ text: text.slice(at) })
  return out
}

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
