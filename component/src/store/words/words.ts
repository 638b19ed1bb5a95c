/**
 * Words as they are indexed and looked for: the same in both databases, because neither takes part in it. What a reader
 * types means the same everywhere: `refund parcel` both, `"lost parcel"` side by side, `-refund` without, `parc*` what
 * begins so.
 */

/** Written without spaces between words: each character is one, and a word of several is found by their order. */
const ALONE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu
const WORD = /[\p{L}\p{N}]+/gu
/** Longer ones are no words that people type; both databases have a limit. */
const LONGEST = 64

/** Without case, accents and ligatures: `GRÜSSE` is `grusse`, and so is `Grüße`. */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('ı', 'i')

export const tokens = (text: string): string[] =>
  (folded(text).replace(ALONE, ' $& ').match(WORD) ?? []).map((word) => word.slice(0, LONGEST))

/** One thing that is looked for: words that stand side by side. */
export interface Term {
  readonly tokens: readonly string[]
  /** The last one is only how it begins. */
  readonly begins: boolean
  /** It must not be there. */
  readonly not: boolean
}

export type WordQuery = readonly Term[]

/** More is no question of a reader. */
const MOST_TERMS = 16
const TYPED = /(-?)(?:["“„«]([^"“”„«»]*)["“”»](\*?)|(\S+))/gu

/** What somebody typed; an empty list when there is no word in it to look for. */
export function readQuery(typed: string): WordQuery {
  const terms = [...typed.matchAll(TYPED)].map(([, minus, quoted, star, plain = '']): Term => {
    const isNot = minus === '-'
    return {
      tokens: tokens(quoted ?? plain),
      begins: quoted === undefined ? plain.endsWith('*') : star === '*',
      not: isNot,
    }
  })
  return terms.filter((term) => term.tokens.length > 0).slice(0, MOST_TERMS)
}

/** Nothing is found by what must not be there alone. */
export const findsAnything = (query: WordQuery): boolean => query.some((term) => !term.not)

/** As it is typed: the last word is not finished yet. */
export function unfinished(typed: string): string {
  return /[\p{L}\p{N}]$/u.test(typed) ? `${typed}*` : typed
}

/** A part of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly found: boolean
}

const AROUND = 60

/** The words of a text with their places in it. */
function placed(text: string): { readonly token: string; readonly from: number; readonly to: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap((match) => {
    const inside = tokens(match[0])
    if (inside.length === 1)
      return [{ token: inside[0] ?? '', from: match.index, to: match.index + match[0].length }]
    return [...match[0]].map((char, index, all) => {
      const from = match.index + all.slice(0, index).join('').length
      return { token: tokens(char)[0] ?? '', from, to: from + char.length }
    })
  })
}

/** Where the terms stand in a text: its words, by number. */
function hits(words: readonly { readonly token: string }[], query: WordQuery): Set<number> {
  const found = new Set<number>()
  for (const { tokens: wanted, begins, not } of query) {
    if (not) continue
    for (let at = 0; at + wanted.length <= words.length; at++) {
      const isHere = wanted.every((token, index) => {
        const word = words[at + index]?.token ?? ''
        return begins && index === wanted.length - 1 ? word.startsWith(token) : word === token
      })
      if (isHere) for (let index = 0; index < wanted.length; index++) found.add(at + index)
    }
  }
  return found
}

/** The part of a text round the first thing that was found, with marks; the beginning, where nothing was. */
export function snippet(text: string, query: WordQuery, around = AROUND): Piece[] {
  const words = placed(text)
  const found = hits(words, query)
  const first = words.find((_, index) => found.has(index))
  const from = startOfWord(text, Math.max((first?.from ?? 0) - around, 0))
  const to = endOfWord(text, Math.min((first?.to ?? 0) + 2 * around, text.length))
  const pieces: Piece[] = []
  const add = (part: string, isFound: boolean): void => {
    if (part !== '') pieces.push({ text: part, found: isFound })
  }
  let at = from
  for (const [index, word] of words.entries()) {
    if (!found.has(index) || word.from < from || word.to > to) continue
    add(text.slice(at, word.from), false)
    add(text.slice(word.from, word.to), true)
    at = word.to
  }
  add(text.slice(at, to), false)
  if (from > 0) pieces.unshift({ text: '…', found: false })
  if (to < text.length) pieces.push({ text: '…', found: false })
  return pieces
}

const startOfWord = (text: string, at: number): number =>
  at === 0 ? 0 : Math.max(text.lastIndexOf(' ', at) + 1, at - 20)
function endOfWord(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space < 0 || space > at + 20 ? Math.min(at + 20, text.length) : space
}
