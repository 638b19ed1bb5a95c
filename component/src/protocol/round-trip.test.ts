/** What is built, and has been over the wire, is read back as it was. */
import fc from 'fast-check'
import { type Element, parse as parseXml } from 'ltx'
import { describe, expect, it } from 'vitest'
import { QUEUE_STATES } from '../../protocol/names.js'
import { cleanLine } from './clean.ts'
import * as disco from './disco.ts'
import * as forms from './forms.ts'
import * as parlor from './parlor.ts'
import * as stanza from './stanza.ts'
import { StanzaError } from './stanza-error.ts'
import * as workgroup from './workgroup.ts'

/** Over the wire and back. */
const sent = (...payload: stanza.Child[]): Element =>
  parseXml(stanza.iq('set', 'a@b', 'c@d', '1', ...payload).toString())

/** Words that XML can carry and that have no white space at the edges. */
const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map(cleanLine)
const some = text.filter((words) => words !== '')
const whole = fc.nat({ max: 0x7fffffff })
const at = fc.integer({ min: 0, max: 4_102_444_800_000 })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
/** As values compare: what is `undefined` is not there. */
function same(a: unknown, b: unknown): void {
  expect(a).toEqual(b)
}

const cases: fc.Arbitrary<parlor.CaseForOperator> = fc.record({
  id: some,
  number: whole,
  name: some,
  show: fc.constantFrom('chat', 'available', 'away', 'xa', 'dnd', 'offline'),
  status: maybe(some),
  phase: fc.constantFrom('waiting', 'ringing', 'opening', 'active', 'ended'),
  front: fc.boolean(),
  priority: fc.integer({ min: -100, max: 100 }),
  answers: fc
    .array(fc.record({ name: some, label: text, values: fc.array(text, { maxLength: 3 }) }), {
      maxLength: 3,
    })
    .map((answers) => answers.filter(({ name }) => name !== 'FORM_TYPE')),
  page: maybe(fc.record({ url: some, title: maybe(text), referrer: maybe(text) })),
  parameters: fc.array(fc.record({ name: some, value: text, verified: fc.boolean() }), { maxLength: 3 }),
  tags: maybe(fc.array(some, { minLength: 1, maxLength: 3 })),
  notes: maybe(fc.array(fc.record({ by: some, at, text }), { minLength: 1, maxLength: 3 })),
  going: maybe(fc.record({ to: some, name: some })),
  cut: maybe(fc.constant(true)),
})

describe('what is built is read back', () => {
  it('a case', () => {
    fc.assert(fc.property(cases, (it) => same(parlor.parseCase(sent(parlor.buildCase(it))), it)))
  })

  it('an offer', () => {
    const metadata = fc.array(fc.record({ name: some, value: text }), { maxLength: 3 })
    const offers = fc.record({
      jid: some,
      id: maybe(some),
      timeout: maybe(whole),
      metadata,
      case: maybe(cases),
    })
    fc.assert(fc.property(offers, (it) => same(workgroup.parseOffer(sent(workgroup.buildOffer(it))), it)))
  })

  it('the queue', () => {
    const row = fc.record({
      jid: some,
      position: whole,
      time: maybe(whole),
      joinedAt: at,
      case: maybe(cases),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) =>
        same(workgroup.parseNotifyQueueDetails(sent(workgroup.buildNotifyQueueDetails(rows))), rows),
      ),
    )
    const notice = fc.record({
      count: maybe(whole),
      oldest: maybe(at),
      time: maybe(whole),
      status: maybe(fc.constantFrom(...QUEUE_STATES)),
    })
    fc.assert(
      fc.property(notice, (it) => same(workgroup.parseNotifyQueue(sent(workgroup.buildNotifyQueue(it))), it)),
    )
  })

  it('a filled-in form', () => {
    const values = fc.dictionary(
      some.filter((name) => name !== '__proto__'),
      fc.array(text, { maxLength: 3 }),
    )
    fc.assert(
      fc.property(values, (given) => {
        const read = forms.parseSubmit(sent(forms.buildSubmit(given)))
        same(Object.fromEntries(read?.values ?? []), { ...given })
      }),
    )
  })

  it('discovery, with the same hash', () => {
    const identity = fc.record({ category: some, type: some, name: maybe(some), lang: maybe(some) })
    const field = fc.record({
      name: some.filter((name) => name !== 'FORM_TYPE'),
      values: fc.array(text, { maxLength: 3 }),
    })
    const info = fc.record({
      identities: fc.array(identity, { maxLength: 3 }),
      features: fc.array(some, { maxLength: 5 }),
      extensions: maybe(
        fc.array(fc.record({ formType: some, fields: fc.array(field, { maxLength: 3 }) }), {
          minLength: 1,
          maxLength: 2,
        }),
      ),
    })
    fc.assert(
      fc.property(info, (it) => {
        const read = disco.parseInfo(sent(disco.buildInfo(it)))
        same(read, it)
        if (read) expect(disco.capsHash(read)).toBe(disco.capsHash(it))
      }),
    )
  })

  it('an error', () => {
    fc.assert(
      fc.property(maybe(some), (words) => {
        const error = new StanzaError('wait', 'resource-constraint', words)
        const read = StanzaError.fromStanza(parseXml(error.toStanza(sent()).toString()))
        same([read?.type, read?.condition, read?.text], ['wait', 'resource-constraint', words])
      }),
    )
  })
})
