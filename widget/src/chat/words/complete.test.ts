/** C10: a language is complete, or a visitor reads half a sentence of another one. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { speak } from './index.ts'

type Words = { readonly [name: string]: string | Words }

const FOLDERS = [
  new URL('./', import.meta.url),
  new URL('./later/', import.meta.url),
  new URL('./farewell/', import.meta.url),
]
const read = (folder: URL, language: string): Words =>
  JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'))
const languages = (folder: URL): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))

/** Of ranks ("2nd in line"); all other plurals are of amounts. */
const RANKS = ['place']

/** The texts that a word has in a language: one for each plural category where it has several. */
function shape(
  words: Words,
  plurals: (name: string) => readonly string[],
  path = '',
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, text]) => {
      const at = `${path}${name}`
      if (typeof text === 'string') return [[at, places(text)]]
      if (!('other' in text)) return Object.entries(shape(text, plurals, `${at}.`))
      const forms = Object.values(text).map((form) => places(String(form)))
      return [
        [at, `${[...new Set(forms)]}`],
        [`${at} (plurals)`, `${plurals(name)}`],
      ]
    }),
  )
}

const places = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join()

/** What the file itself has, in place of what it should have. */
const own = (words: Words): ((name: string) => readonly string[]) => {
  return (name) => Object.keys((words[name] ?? {}) as Words).sort()
}

const due = (language: string) => (name: string) =>
  [
    ...new Intl.PluralRules(language, {
      type: RANKS.includes(name) ? 'ordinal' : 'cardinal',
    }).resolvedOptions().pluralCategories,
  ].sort()

describe.each(languages(FOLDERS[0] as URL))('%s', (language) => {
  test.each(FOLDERS)(
    'C10: every text and every plural is there, with the same places in it (%s)',
    (folder) => {
      const words = read(folder, language)
      expect(shape(words, own(words))).toEqual(shape(read(folder, 'en'), due(language)))
    },
  )

  test('C10: no text is empty, and none but names is left in English', () => {
    const english = new Set(
      FOLDERS.flatMap((folder) => texts(read(folder, 'en'))).filter((text) => text.includes(' ')),
    )
    const all = FOLDERS.flatMap((folder) => texts(read(folder, language)))
    expect(all.filter((text) => !text.trim())).toEqual([])
    if (language !== 'en') expect(all.filter((text) => english.has(text))).toEqual([])
  })
})

const texts = (words: Words): string[] =>
  Object.values(words).flatMap((text) => (typeof text === 'string' ? [text] : texts(text)))

test('C10: English, German, Danish, French, Spanish and Arabic are there', () => {
  for (const folder of FOLDERS)
    expect(languages(folder)).toEqual(expect.arrayContaining(['ar', 'da', 'de', 'en', 'es', 'fr']))
})

test('C10: plurals, ranks and times are those of the language', async () => {
  const [german, french, arabic] = await Promise.all([speak(['de-AT']), speak(['fr']), speak(['ar'])])
  expect(german.count(german.words.unread, 1)).toBe('1 neue Nachricht')
  expect(french.rank(french.words.place, 1)).toBe('1er dans la file')
  expect(french.rank(french.words.place, 2)).toBe('2e dans la file')
  expect(arabic.count(arabic.words.unread, 3)).toMatch(/رسائل جديدة/)
  expect(german.span(120)).toBe('2 Minuten')
})
