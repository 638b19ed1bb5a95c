/** Whatever arrives, a parser answers a value, `undefined` or a `StanzaError`. */
import fc from 'fast-check'
import { parse as parseXml } from 'ltx'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText, shorten } from './clean.ts'
import { parseDateTime } from './datetime.ts'
import * as forms from './forms.ts'
import * as jid from './jid.ts'
import { parsers } from './parsers.kit.ts'
import { stanzas, word } from './random-stanzas.kit.ts'
import { change, seeds } from './spoilt-stanzas.kit.ts'
import { StanzaError } from './stanza-error.ts'
import { el } from './xml.ts'

const RUNS = { numRuns: 2000 }
const refused = Symbol('refused')

/** Runs it; only a `StanzaError` may come out by throwing. */
function tolerates(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (error instanceof StanzaError) return refused
    throw error
  }
}

describe('random stanzas', () => {
  it('finds the parsers', () => expect(parsers.length).toBeGreaterThan(50))

  it.each(parsers)('are taken by $name', ({ parse, spaces }) => {
    fc.assert(
      fc.property(stanzas(spaces), (one) => {
        tolerates(() => parse(one))
      }),
      { numRuns: 60 },
    )
  })

  it('that were good once are taken by everybody', () => {
    const heard = { good: 0, refused: 0 }
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { maxLength: 5 }), (seed, changes) => {
        const one = parseXml(seed)
        for (const alter of changes) alter(one)
        for (const { parse } of parsers) {
          const answer = tolerates(() => parse(one))
          if (answer === refused) heard.refused++
          else if (answer !== undefined) heard.good++
        }
      }),
      { numRuns: 10_000 },
    )
    expect(Math.min(heard.good, heard.refused)).toBeGreaterThan(500) // it does reach inside
  })

  it('are validated as forms', () => {
    const field = fc.record(
      {
        name: fc.constantFrom('a', 'b', '__proto__'),
        label: word,
        type: fc.constantFrom('text-single', 'text-multi', 'list-single', 'list-multi', 'boolean', 'fixed'),
        required: fc.boolean(),
        datatype: fc.constant('email'),
        options: fc.array(fc.record({ label: word, value: word }), { maxLength: 2 }),
      },
      { requiredKeys: ['name', 'label', 'type'] },
    ) as fc.Arbitrary<forms.Field>
    const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(word, { maxLength: 3 }))
    fc.assert(
      fc.property(fc.array(field, { maxLength: 4 }), values, (fields, given) => {
        const checked = forms.validate(fields, { type: 'submit', values: new Map(Object.entries(given)) })
        expect(checked.answers ?? checked.invalid).toBeDefined()
        for (const { values } of checked.answers ?? [])
          for (const one of values) expect(cleanText(one)).toBe(one)
      }),
      RUNS,
    )
  })
})

describe('random words', () => {
  const binary = fc.string({ unit: 'binary', maxLength: 60 })

  it('are an address or are refused; an address stays what it is', () => {
    fc.assert(
      fc.property(fc.oneof(binary, fc.string({ maxLength: 20 })), (words) => {
        tolerates(() => {
          const { full } = jid.parse(words)
          expect(jid.parse(full).full).toBe(full)
        })
      }),
      RUNS,
    )
  })

  it('are a time or are refused', () => {
    fc.assert(
      fc.property(fc.oneof(binary, word), (words) => {
        tolerates(() => parseDateTime(words))
      }),
    )
  })

  it('are clean once cleaned, and survive XML', () => {
    const anything = fc
      .array(fc.nat({ max: 0xffff }), { maxLength: 40 })
      .map((units) => String.fromCharCode(...units))
    fc.assert(
      fc.property(fc.oneof(anything, binary), (words) => {
        const line = cleanLine(words)
        expect(cleanLine(line)).toBe(line)
        expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u)
        expect(parseXml(el('a', {}, line).toString()).getText()).toBe(line)
        expect([...shorten(line, 10)].length).toBeLessThanOrEqual(10)
        const text = cleanText(words)
        expect(cleanText(text)).toBe(text)
        expect(Buffer.from(text).toString()).toBe(text)
      }),
      RUNS,
    )
  })
})
