/** D6, C10: a language is complete, or an operator reads half a screen of another one. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Plural, Spoken } from './wording.ts'

const SRC = new URL('../', import.meta.url)
const LANGUAGES = readdirSync(new URL('./', import.meta.url)).flatMap((name) =>
  name.endsWith('.json') ? [name.slice(0, -5)] : [],
)

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|kit)\.|\.d\.ts$/.test(name) && !name.startsWith('words/'),
  )
  .map((name) => readFileSync(new URL(name, SRC), 'utf8'))

const TEXT = String.raw`('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`
const ONE = new RegExp(String.raw`\bt\(\s*${TEXT}`, 'g')
const SEVERAL = new RegExp(String.raw`\bmany\(\s*[^'"]*?,\s*${TEXT},\s*${TEXT}`, 'g')

const read = (literal = ''): string => literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('\\\\', '\\')
const found = (pattern: RegExp, place: number): string[] =>
  sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => read(match[place])))

/** What the desk says, as it stands in its code; amounts by their plural. */
const said = [...new Set(found(ONE, 1))].sort()
const amounts = [...new Set(found(SEVERAL, 2))].sort()

const placesOf = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join()

test('D6: English, German, Danish, French, Spanish and Arabic are there, and what is said is found', () => {
  expect(LANGUAGES).toEqual(['ar', 'da', 'de', 'es', 'fr'])
  expect(said.length).toBeGreaterThan(300)
  expect(said).toContain('The name or the password is not right.')
  expect(amounts).toContain('{n} left messages')
  // A text that is put together while the desk runs could not be found, nor translated.
  for (const text of sources) expect(text.match(/\bt\(\s*[^'"\s)][^)]*/)?.[0]).toBeUndefined()
})

describe.each(LANGUAGES)('%s', (language) => {
  const spoken: Spoken = JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8'))
  const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const texts = Object.entries(spoken)

  test('D6: every text of the desk is there, and no other', () => {
    expect(texts.flatMap(([name, own]) => (typeof own === 'string' ? [name] : [])).sort()).toEqual(said)
    expect(texts.flatMap(([name, own]) => (typeof own === 'string' ? [] : [name])).sort()).toEqual(amounts)
  })

  test('D6: every plural of the language is there, and no other', () => {
    const wrong = texts.filter(
      ([, own]) => typeof own !== 'string' && Object.keys(own).sort().join() !== [...plurals].sort().join(),
    )
    expect(wrong).toEqual([])
  })

  test('D6: the same places are in it, and no text is empty', () => {
    const wrong = texts.flatMap(([name, own]) =>
      formsOf(own)
        .filter(
          (form) =>
            !form.trim() ||
            // "One" and "two" may be said as a word.
            ![placesOf(name), placesOf(name.replace('{n}', ''))].includes(placesOf(form)) ||
            form.includes('|'),
        )
        .map((form) => `${name}: ${form}`),
    )
    expect(wrong).toEqual([])
  })

  test('D6: no sentence is left in English', () => {
    const same = texts.filter(([name, own]) => name.split(' ').length > 3 && formsOf(own).includes(name))
    expect(same).toEqual([])
  })
})

const formsOf = (own: string | Plural): string[] => (typeof own === 'string' ? [own] : Object.values(own))
