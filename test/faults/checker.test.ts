/** The checker can fail: for each promise histories that break it, beside one that keeps them all. */
import { expect, test } from 'vitest'
import { PROMISES } from './checker.ts'
import type { Fact, Facts, History, StoredCase } from './history.ts'

const fact = <K extends keyof Facts>(at: number, is: K, about: Facts[K]): Fact =>
  ({ is, at, ...about }) as Fact

const ROOM = 'r1@rooms.localhost'
const waiting: StoredCase = { id: 'c1', room: ROOM, phase: 'waiting', visitor: 'mia', offers: [], guests: [] }
const ringing: StoredCase = { ...waiting, phase: 'ringing', offers: [{ operator: 'anna', until: 3_000 }] }
const active: StoredCase = { ...waiting, phase: 'active', owner: 'anna' }
const of = { who: 'V1', case: 'c1', id: 'm1' }
const heard = { ...of, by: 'Mia', archiveId: 'a1' }

/** One chat, one message, a killed component, a visitor who was cut off and told. */
const good: History = {
  seats: { anna: 1, ben: 1 },
  facts: [
    fact(0, 'on', { who: 'anna' }),
    fact(0, 'joined', { who: 'V1', case: 'c1' }),
    fact(0, 'shows', { who: 'V1', line: 'up' }),
    fact(0, 'store', { cases: [waiting] }),
    fact(1_000, 'store', { cases: [ringing] }),
    fact(2_000, 'store', { cases: [active] }),
    fact(2_000, 'owns', { who: 'anna', case: 'c1' }),
    fact(2_000, 'rooms', { members: { [ROOM]: ['mia', 'anna'] } }),
    fact(3_000, 'said', { by: 'visitor', ...of }),
    fact(3_100, 'heard', heard),
    fact(3_100, 'sent', of),
    fact(4_000, 'fault', { what: 'kill component' }),
    fact(4_000, 'cut', { who: 'V1' }),
    fact(9_000, 'shows', { who: 'V1', line: 'down' }),
    fact(24_000, 'restored', { who: 'V1' }),
    fact(24_000, 'healed', { what: 'kill component' }),
    fact(25_000, 'disowns', { who: 'anna', case: 'c1' }),
    fact(25_000, 'ended', { who: 'V1', case: 'c1', reason: 'operator-closed' }),
    fact(25_000, 'store', { cases: [] }),
    fact(25_500, 'rooms', { members: {} }),
  ],
  outcome: {
    cases: [{ id: 'c1', endedAt: 25_000, hadRoom: true }],
    transcripts: { c1: [{ archiveId: 'a1', nick: 'Mia', messageId: 'm1' }] },
    archives: { c1: ['a1'] },
    screens: [{ who: 'V1', case: 'c1', lines: [{ nick: 'Mia', id: 'm1', archiveId: 'a1' }] }],
  },
}

const add = (...more: Fact[]): History => ({
  ...good,
  facts: [...good.facts, ...more].sort((a, b) => a.at - b.at),
})
const without = (...gone: Fact['is'][]): History => ({
  ...good,
  facts: good.facts.filter(({ is }) => !gone.includes(is)),
})
const outcome = (change: Partial<History['outcome']>): History => ({
  ...good,
  outcome: { ...good.outcome, ...change },
})
const store = (...pictures: readonly (readonly [at: number, ...cases: StoredCase[]])[]): History => ({
  ...without('store', 'fault', 'healed', 'rooms'),
  facts: [
    ...without('store', 'fault', 'healed', 'rooms').facts,
    ...pictures.map(([at, ...cases]) => fact(at, 'store', { cases })),
  ],
})
const broken = (promise: keyof typeof PROMISES, history: History) => PROMISES[promise](history).join('\n')

test.each(Object.keys(PROMISES) as (keyof typeof PROMISES)[])(
  '%s holds where nothing is wrong',
  (promise) => {
    expect(PROMISES[promise](good)).toEqual([])
  },
)

test('P1: a message shown as sent that the transcript lacks', () => {
  expect(broken('P1', outcome({ transcripts: { c1: [] } }))).toMatch(/m1 as sent/)
  expect(broken('P1', outcome({ transcripts: {} }))).toMatch(/m1 as sent/)
})

test('P1: a message that is unknown may be lost', () => {
  const unknown = fact(3_500, 'said', { by: 'visitor', ...of, id: 'm2' })
  expect(broken('P1', add(unknown))).toBe('')
})

test('P2: a message twice in the transcript, or on a screen', () => {
  const twice = [...(good.outcome.transcripts.c1 ?? []), { archiveId: 'a2', nick: 'Mia', messageId: 'm1' }]
  expect(broken('P2', outcome({ transcripts: { c1: twice } }))).toMatch(/transcript of c1/)
  const line = { nick: 'Mia', id: 'm1' }
  const screens = [{ who: 'V1', case: 'c1', lines: [line, line] }]
  expect(broken('P2', outcome({ screens }))).toMatch(/screen of V1/)
})

test('P3: a case that never ends, one that is forgotten, one whose visitor is not told', () => {
  expect(broken('P3', outcome({ cases: [{ id: 'c1', hadRoom: true }] }))).toMatch(/never ended/)
  expect(broken('P3', outcome({ cases: [] }))).toMatch(/not in the store/)
  expect(broken('P3', without('ended'))).toMatch(/never heard of the end/)
})

test('P3: an offer that rings on, a room that is opened for ever; not while something is broken', () => {
  expect(broken('P3', store([0, ringing], [7_000, waiting]))).toMatch(/after its time/)
  expect(broken('P3', store([0, { ...active, phase: 'opening' }], [11_000]))).toMatch(/being opened/)
  const late = add(fact(24_500, 'store', { cases: [{ ...ringing, phase: 'ringing' }] }))
  expect(broken('P3', late)).toBe('')
})

test('P4: two screens that show the same chat as theirs', () => {
  expect(broken('P4', add(fact(2_500, 'owns', { who: 'ben', case: 'c1' })))).toMatch(/anna and ben at once/)
  expect(broken('P4', add(fact(25_001, 'owns', { who: 'ben', case: 'c1' })))).toBe('')
})

test('P5: a chat and an offer for one seat; an offer to somebody who has gone', () => {
  const second = { ...ringing, id: 'c2' }
  expect(broken('P5', store([0, active, second], [100]))).toMatch(/2 of 1 seats/)
  expect(broken('P5', store([0, { ...active, phase: 'ended' }, second], [100]))).toBe('')
  const gone = store([0, ringing], [9_000])
  const facts = [fact(1, 'off', { who: 'anna' }), ...gone.facts.filter(({ is }) => is !== 'on')]
  expect(broken('P5', { ...gone, facts })).toMatch(/gone for/)
})

test('P6: heard and not kept, heard without an id, a gap, another order', () => {
  expect(broken('P6', outcome({ transcripts: {} }))).toMatch(/c1 does not have/)
  const { archiveId: _none, ...unsaved } = heard
  expect(broken('P6', add(fact(3_200, 'heard', unsaved)))).toMatch(/without a stanza-id/)
  expect(broken('P6', outcome({ archives: { c1: ['a0', 'a1'] } }))).toMatch(/not its archive/)
  const lines = ['a1', 'a2'].map((archiveId) => ({ archiveId, nick: 'Mia', id: archiveId }))
  const transcripts = { c1: lines.map(({ archiveId, nick }) => ({ archiveId, nick })) }
  const screens = [{ who: 'V1', case: 'c1', lines: lines.toReversed() }]
  expect(broken('P6', outcome({ transcripts, screens }))).toMatch(/another order/)
})

test('P7: nothing was killed, or something did not survive it', () => {
  expect(broken('P7', without('fault', 'healed'))).toMatch(/nothing was killed/)
  expect(broken('P7', outcome({ transcripts: {} }))).toMatch(/not in the transcript/)
})

test('P8: a stranger in the list, and an operator who keeps the seat', () => {
  const stranger = fact(3_000, 'rooms', { members: { [ROOM]: ['mia', 'anna', 'eve'] } })
  expect(broken('P8', add(stranger))).toMatch(/eve had a seat/)
  const kept = fact(25_600, 'rooms', { members: { [ROOM]: ['anna'] } })
  expect(broken('P8', add(kept, fact(40_000, 'rooms', { members: {} })))).toMatch(/too long/)
})

test('P9: cut off and not told; sent before the room has it', () => {
  const told = ({ is, at }: Fact) => is === 'shows' && at > 0
  expect(broken('P9', { ...good, facts: good.facts.filter((one) => !told(one)) })).toMatch(/not told/)
  expect(broken('P9', without('heard'))).toMatch(/before the room had it/)
})
