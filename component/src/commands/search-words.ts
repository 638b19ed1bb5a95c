/** What somebody looks for: words, and in quotes several that stand together. */

const PARTS = /["“„«]([^"“”„«»]+)["“”»]|(\S+)/g
/** What a sentence puts around a word. `#5` is the number of a case, `$5` a price. */
const AROUND = /^[("'“„«‘¿¡]+|[)"'”“»’.,;:!?…]+$/g

export const searchWords = (text: string): string[] =>
  [...text.matchAll(PARTS)]
    .map(([, together, word = '']) => together?.replace(/\s+/g, ' ').trim() ?? word.replace(AROUND, ''))
    .filter(Boolean)
