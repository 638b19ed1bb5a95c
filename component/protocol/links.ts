/**
 * Addresses in what people write, found alike by the widget and the desk. Only http, https and mailto become links; the rest
 * stays text, and nothing is markup. A link says where it leads: what a reader could be deceived by is shown, not hidden.
 */
export interface Part {
  readonly text: string
  readonly href?: string
  /** The host a link leads to, where its text does not begin with it (`https://bank.example@evil.example/`). */
  readonly leads?: string
}

/** Turns the direction of what follows; invisible, so it is never part of an address or a name. */
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** What ends an address: spaces, quotes, turns, and the punctuation of scripts that have no spaces. */
const REST = String.raw`[^\s<>"“”«»\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u3000-\u303F\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF01\uFF1F]`
const ADDRESS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:https?:\/\/|mailto:|www\.(?=[\p{L}\p{N}]))${REST}+|` +
    String.raw`(?<![\p{L}\p{N}._%+@/-])[\p{L}\p{N}_](?:[\p{L}\p{N}._%+-]{0,63})@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}`,
  'giu',
)
const SAFE = ['http:', 'https:', 'mailto:']

/** Longer ones are no addresses, and take time to look at. */
const LONGEST = 2000

const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** A full stop after an address belongs to the sentence, and so does a bracket that was opened before it. */
function trim(found: string): string {
  let end = found.length
  for (; end > 0; end--) {
    const last = found[end - 1] ?? ''
    const opened = BRACKETS[last]
    if (opened ? count(found, last, end) <= count(found, opened, end) : !/[.,;:!?'’*_~…]/u.test(last)) break
  }
  return found.slice(0, end)
}

const count = (text: string, letter: string, end: number): number =>
  text.slice(0, end).split(letter).length - 1

/** A text in pieces; put together they read as it does, but for a host that is spelt out. */
export function parts(text: string): Part[] {
  const out: Part[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const found = match[0].length > LONGEST ? '' : trim(match[0])
    const link = found && linkTo(found)
    if (!link) continue
    if (match.index > at) out.push({ text: text.slice(at, match.index) })
    out.push(link)
    at = match.index + found.length
  }
  if (at < text.length) out.push({ text: text.slice(at) })
  return out
}

function linkTo(found: string): Part | undefined {
  const spelt = /^(?:https?|mailto):/i.test(found)
  const address = spelt ? found : /^www\./i.test(found) ? `https://${found}` : `mailto:${found}`
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (!SAFE.includes(url.protocol)) return undefined
  if (url.protocol === 'mailto:')
    return /.@./.test(url.pathname) ? { text: found, href: url.href } : undefined
  return { ...shown(found, url), href: url.href }
}

/** As it was written, unless somebody could take it for another place. */
function shown(found: string, url: URL): Part {
  const [, before = '', authority = '', after = ''] = /^([a-z]+:\/\/)?([^/?#\\]*)(.*)$/isu.exec(found) ?? []
  const written = authority.toLowerCase()
  if (written === url.host || `${url.hostname}:${portOf(url)}` === written) return { text: found }
  const honest = /^[\p{L}\p{M}\p{N}.-]+(?::\d+)?$/u.test(written)
  if (honest && /[^\0-\x7F]/u.test(written))
    return isMixed(written.replace(/:\d+$/u, '')) ? { text: before + url.host + after } : { text: found }
  return { text: found, leads: url.host }
}

const portOf = ({ protocol, port }: URL): string => port || (protocol === 'http:' ? '80' : '443')

/** Scripts whose letters look like Latin ones. */
const ALIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u
const EAST = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}`
const COMMON = String.raw`\p{Script=Common}\p{Script=Inherited}`
/** Written in one script, or in Latin beside East Asian ones (UTS 39 §5.2, highly restrictive). */
const PURE = [
  `Latin}${EAST}`,
  ...['Cyrillic', 'Greek', 'Armenian', 'Arabic', 'Hebrew', 'Devanagari', 'Thai', 'Georgian', 'Bengali'].map(
    (script) => `${script}}`,
  ),
].map((scripts) => new RegExp(String.raw`^[${COMMON}\p{Script=${scripts}]*$`, 'u'))

/** Letters of several scripts, as in `pаypal.com` with a Cyrillic а. */
const isMixed = (host: string): boolean =>
  (ALIKE.test(host) && /\p{Script=Latin}/u.test(host)) ||
  host.split('.').some((label) => !PURE.some((script) => script.test(label)))

/** A name or a status without what would turn the words after it round. */
export const unturned = (text: string): string => text.replace(TURNS, '')
