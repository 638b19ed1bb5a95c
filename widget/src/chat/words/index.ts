/// <reference types="vite/client" />
/**
 * All texts of the widget, one plain file per language beside this one; a new file is found by itself. A missing
 * language falls back to English. Time and plurals come from Intl.
 */

import en from './en.json'
import type farewell from './farewell/en.json'
import type later from './later/en.json'

export type Words = typeof en
/** Those of the screens in `chat/later`, in a folder of their own: they are fetched later. */
export type LaterWords = typeof later
/** Those below a chat that is over, fetched when one is. */
export type FarewellWords = typeof farewell
/** CLDR plural categories; `other` is always there. */
type Plural = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

const files = import.meta.glob<{ default: Words }>(['./*.json', '!./en.json'])

/** Puts values into `{name}` places. A text is data: nothing in it is ever parsed as markup. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => `${values[name] ?? place}`)

export interface Tongue {
  readonly language: string
  readonly words: Words
  /** `count(words.unread, 2)`: "2 new messages" */
  count(forms: Plural, n: number): string
  /** `rank(words.place, 2)`: "2nd in line" */
  rank(forms: Plural, n: number): string
  /** Seconds as people say it, in whole minutes: "1 minute". */
  minutes(seconds: number): string
  /** Seconds as people say it, in seconds under a minute: "20 seconds". */
  span(seconds: number): string
  /** An instant (ms) as hours and minutes. */
  clock(at: number): string
  /** "Anna and Ben" */
  all(names: readonly string[]): string
}

export function tongue(language: string, words: Words): Tongue {
  const choose = (type: Intl.PluralRuleType) => {
    const rules = new Intl.PluralRules(language, { type })
    const format = new Intl.NumberFormat(language)
    return (forms: Plural, n: number) => fill(forms[rules.select(n)] ?? forms.other, { n: format.format(n) })
  }
  const inUnits = (unit: 'second' | 'minute') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
  const [minutes, seconds] = [inUnits('minute'), inUnits('second')]
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
  return {
    language,
    words,
    count: choose('cardinal'),
    rank: choose('ordinal'),
    minutes: (time) => minutes.format(Math.max(1, Math.round(time / 60))),
    span: (time) => (time < 55 ? seconds.format(Math.round(time)) : minutes.format(Math.round(time / 60))),
    clock: (at) => clock.format(at),
    all: (names) => new Intl.ListFormat(language).format(names),
  }
}

/** A page may have words of its own for what is one plain text, those of screens that come later among them. */
export function withTexts(spoken: Tongue, texts: Readonly<Record<string, string>>): Tongue {
  const { words } = spoken
  const own = Object.entries(texts).filter(([name]) => typeof words[name as keyof Words] !== 'object')
  return own.length === 0 ? spoken : { ...spoken, words: { ...words, ...Object.fromEntries(own) } }
}

export const english = tongue('en', en)

/** The first of the wanted languages (BCP 47) that there is a file for: `de-AT` is served by `de`. */
export async function speak(wanted: readonly string[]): Promise<Tongue> {
  for (const tag of wanted) {
    const [base = ''] = tag.toLowerCase().split('-')
    if (base === 'en') return valid(tag) ? tongue(tag, en) : english
    const file = files[`./${base}.json`]
    if (file && valid(tag)) return tongue(tag, (await file()).default)
  }
  return english
}

function valid(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
