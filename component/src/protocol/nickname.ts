/**
 * Nicknames that a server carries as they are. A nickname is the resource of an address, so a server prepares it
 * (RFC 6122 app. B, Resourceprep on RFC 3454; Prosody's rooms strictly): some characters it changes, and whoever entered
 * does not know their own messages again; others it refuses, and they never enter. What would be changed is changed here,
 * what would be refused is left out.
 */
import { cleanLine, shorten } from './clean.ts'
import { AFTER_UNICODE_3 } from './unicode-3.ts'

/** Longest nickname, in characters; three dots may follow. */
const LONGEST = 40

/** §B.1, what a server leaves out, and §C.3-C.9, what it refuses, as far as they are no separators. */
const UNFIT = /\p{C}|\u034F|[\u180B-\u180D]|[\uFE00-\uFE0F]|[\u1806\u2FF0-\u2FFB\uFFFC\uFFFD]/gu

/** Letters, and what stands for letters, that run from right to left (§D.1). */
const RIGHT_TO_LEFT =
  /[\u05BE\u05D0-\u05EA\u05F0-\u05F4\u0621-\u063A\u0640-\u064A\u066E\u066F\u0671-\u06D3\u06D5\u06E5\u06E6\u06FA-\u06FC\u0710\u0712-\u072C\u0780-\u07A5\u07B1]/u
/** All that belongs to their scripts, and digits aside, nothing else. */
const OF_THEIR_SCRIPTS = /(?![\u0660-\u0669\u06F0-\u06F9])[\u0590-\u07BF\uFB1D-\uFDFF\uFE70-\uFEFC]/gu
/** What may stand between letters that run from right to left: marks, digits and punctuation of no direction. */
const BESIDE_THEM = /(?=[\u0300-\u07BF])\p{Mn}|[\u0660-\u0669\u06F0-\u06F9 -@[-`{-~]/u

/** The names of operators come back in every chat, a visitor's several times in one; each costs a dozen looks at it. */
const prepared = new Map<string, string>()
const MOST_PREPARED = 1_000

/** `words` as a nickname: one line, the same after Resourceprep; empty when nothing of it can be carried. */
export function nickname(words: string): string {
  const known = prepared.get(words)
  if (known !== undefined) return known
  if (prepared.size >= MOST_PREPARED) prepared.clear()
  const nick = prepare(words)
  prepared.set(words, nick)
  return nick
}

function prepare(words: string): string {
  const known = cleanLine(words).replace(UNFIT, '').replace(AFTER_UNICODE_3, '').normalize('NFKC')
  return oneDirection(shorten(cleanLine(known), LONGEST).normalize('NFKC'))
}

/** §6: letters of one direction only, and where that is from right to left, one at each end. The first letter decides. */
function oneDirection(line: string): string {
  if (!RIGHT_TO_LEFT.test(line)) return cleanLine(line.replace(OF_THEIR_SCRIPTS, ''))
  const first = /\p{L}/u.exec(line)?.[0] ?? ''
  if (!RIGHT_TO_LEFT.test(first)) return cleanLine(line.replace(OF_THEIR_SCRIPTS, ''))
  const fit = [...line].filter((one) => RIGHT_TO_LEFT.test(one) || BESIDE_THEM.test(one))
  const from = fit.findIndex((one) => RIGHT_TO_LEFT.test(one))
  const to = fit.findLastIndex((one) => RIGHT_TO_LEFT.test(one))
  return cleanLine(fit.slice(from, to + 1).join(''))
}
