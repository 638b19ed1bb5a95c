/** Pairs of XML and value, checked both ways; and what must be refused. */
import { type Element, parse as parseXml } from 'ltx'
import { describe, expect, it } from 'vitest'
import { StanzaError } from './stanza-error.ts'
import { el, elements } from './xml.ts'

export const xml = (words: string): Element => parseXml(words.trim())

/** The same tree for the same XML: prefixes, order of attributes and white space mean nothing. */
export function canonical(element: Element): unknown {
  const attributes = Object.entries(element.attrs)
    .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const inside = elements(element)
  return {
    name: `{${element.getNS() ?? ''}}${element.getName()}`,
    attributes: Object.fromEntries(attributes),
    inside: inside.length > 0 ? inside.map(canonical) : element.getText().trim().replace(/\s+/g, ' '),
  }
}

export function expectSameXml(built: Element, wanted: Element): void {
  expect(canonical(xml(built.toString()))).toEqual(canonical(wanted))
}

export interface Codec<T> {
  readonly build: (value: T) => Element
  /** Takes what contains the element. */
  readonly parse: (parent: Element) => T | undefined
}

export interface Pair<T> {
  readonly title: string
  /** The element alone. */
  readonly xml: string
  readonly value: T
}

const within = (element: Element): Element => el('iq', { xmlns: 'jabber:component:accept' }, element)

/** Each pair is read and written; and what is not there is `undefined`, also under another namespace. */
export function pairs<T>(name: string, codec: Codec<T>, cases: readonly Pair<T>[]): void {
  describe(name, () => {
    for (const one of cases) {
      it(`reads ${one.title}`, () => expect(codec.parse(within(xml(one.xml)))).toEqual(one.value))
      it(`writes ${one.title}`, () => expectSameXml(codec.build(one.value), xml(one.xml)))
      it(`does not see ${one.title} in another namespace`, () => {
        const foreign = xml(one.xml)
        foreign.attrs.xmlns = 'urn:example:other'
        expect(codec.parse(within(foreign)) ?? undefined).toBeUndefined()
      })
    }
    it('answers undefined for nothing', () => {
      expect(codec.parse(el('iq', { xmlns: 'jabber:component:accept' }))).toBeUndefined()
    })
  })
}

/** Elements that are there, but wrong. */
export function rejects(
  name: string,
  parse: (parent: Element) => unknown,
  cases: Readonly<Record<string, string>>,
): void {
  describe(`${name} refuses`, () => {
    for (const [title, words] of Object.entries(cases))
      it(title, () => expect(() => parse(within(xml(words)))).toThrow(StanzaError))
  })
}
