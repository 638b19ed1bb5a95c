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

/** More empty lines than two in a row push what came before off the screen. */
const BLANKS = /\n(?:[^\S\n]*\n){3,}/g
/** Shows nothing by itself: white space, what is ignored, and the blanks that are letters (braille, Hangul fillers). */
const BLANK = /^[\s\p{Z}\p{Default_Ignorable_Code_Point}\u2800\u3164\u115F\u1160\uFFA0]*$/u

/** Text of several lines; nothing when nobody could see any of it. */
export function cleanText(words: string): string {
  const clean = copied(words)
    .replace(/\r\n?|[\u2028\u2029\v\f\u0085]/g, '\n')
    .replace(SURROGATES, '')
    .replace(CONTROLS, '')
    .replace(NONCHARACTERS, '')
    .replace(STEERING, '')
    .replace(BLANKS, '\n\n\n')
    .trim()
  return BLANK.test(clean) ? '' : clean
}

/** One line: a name, a subject, a status. White space of any kind becomes one space. */
export function cleanLine(words: string): string {
  const clean = cleanText(words)
    .replace(UNSEEN, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()
  return BLANK.test(clean) ? '' : clean
}

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
