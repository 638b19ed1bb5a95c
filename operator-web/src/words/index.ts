/// <reference types="vite/client" />
/**
 * What the desk says, in the operator's language. English stands where it is used; every other language is one plain
 * file beside this one, from the English text to its own, and a new file is found by itself. It is there before
 * anything else of the desk runs, and stays while the page does.
 */
import { chosen } from './chosen.ts'
import { type Spoken, type Values, wording } from './wording.ts'

const files = import.meta.glob<{ default: Spoken }>('./*.json')

/** The languages there are, each under the name it calls itself. */
export const languages: readonly string[] = ['en', ...Object.keys(files).map((path) => path.slice(2, -5))]
export const nameOfLanguage = (tag: string): string =>
  new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag

const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''
/** Of these (BCP 47) the first that there are words of: `de-AT` is served by `de`. */
const first = (wanted: readonly string[]): string =>
  wanted.find((tag) => languages.includes(base(tag))) ?? 'en'

const wanted = [chosen(), ...(globalThis.navigator?.languages ?? [])].filter((tag) => tag !== '')
/** Of dates, numbers and the page itself. */
export const language = first(wanted)
export const direction = base(language) === 'ar' ? 'rtl' : 'ltr'

// A language that cannot be fetched is no reason to have no desk.
const file = files[`./${base(language)}.json`]
const spoken = (await file?.().catch(() => undefined))?.default
const words = wording(language, spoken)

/** `t('{name} is waiting', { name })`. What stands behind a bar tells apart what is one word in English alone. */
export const t = (text: string, values?: Values): string => words.text(text, values)
/** `many(count, '1 new message', '{n} new messages')` */
export const many = (n: number, one: string, other: string, values?: Values): string =>
  words.many(n, one, other, values)
/** "Anna, Ben and Carol" */
export const listed = (names: readonly string[]): string => words.listed(names)
