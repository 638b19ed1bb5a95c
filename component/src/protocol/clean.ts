/** Words that people typed, made safe to show: what steers a terminal, a text direction or XML is taken out. */

import { copied } from './copied.ts'

/** XML 1.0 §2.2 allows only tab and line breaks among the controls; DEL and C1 have no business either. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu
/** Half characters: they cannot be sent in UTF-8. */
const SURROGATES = /\p{Cs}/gu
/** U+FFFE, U+FFFF and their likes on every plane. */
const NONCHARACTERS = /\p{Noncharacter_Code_Point}/gu
/** Embeddings, overrides and isolates turn the text around them (Unicode UAX #9 §2). */
const STEERING = /[\u202A-\u202E\u2066-\u2069]/gu
/** In a name also the marks, and what cannot be seen at all; joiners stay: some scripts need them. */
const UNSEEN = /[\u061C\u200B\u200E\u200F\u2060-\u2065\u206A-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu

/** Text of several lines. */
export const cleanText = (words: string): string =>
  copied(words)
    .replace(/\r\n?/g, '\n')
    .replace(SURROGATES, '')
    .replace(CONTROLS, '')
    .replace(NONCHARACTERS, '')
    .replace(STEERING, '')
    .trim()

/** One line: a name, a subject, a status. White space of any kind becomes one space. */
export const cleanLine = (words: string): string =>
  cleanText(words)
    .replace(UNSEEN, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()

/** At most `length` characters as people count them, with an ellipsis where something was cut. */
export function shorten(words: string, length: number): string {
  const characters = [...words]
  return characters.length <= length
    ? words
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
}
