/** Which answers may fit what somebody is typing (M4). Pure: the list is fetched elsewhere. */

/** As `/faq/<workgroup>.json` tells it. */
export interface Answer {
  readonly id: string
  readonly question: string
  readonly answer: string
}

const MOST = 3
/** Letters of a word that says something. */
const SHORTEST = 3

/** Without accents and case; scripts without spaces are looked for as they stand. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST)

/** A word counts by its beginning: `deliver` is in `delivery`, and `deliveries` begins like it. */
const isLike = (one: string, other: string): boolean =>
  one.startsWith(other.slice(0, Math.max(4, other.length - 3))) && other.startsWith(one.slice(0, SHORTEST))

/** The best first: by the words of the question, then by those of the answer; at least half of one question's words. */
export function fitting(answers: readonly Answer[], typed: string): readonly Answer[] {
  const said = wordsOf(typed)
  if (said.length === 0) return []
  const share = (text: string) => {
    const words = [...new Set(wordsOf(text))]
    return words.filter((word) => said.some((one) => isLike(one, word))).length / Math.max(1, words.length)
  }
  return answers
    .map((one) => ({ one, score: share(one.question) + share(one.answer) / 4 }))
    .filter(({ score }) => score >= 0.3)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ one }) => one)
}
