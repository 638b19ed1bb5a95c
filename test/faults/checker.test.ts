/** The checker can fail: for each promise histories that break it, beside one that keeps them all. */
import { expect, test } from 'vitest'
import { PROMISES } from './checker.ts'
import type { Fact, Facts, History, StoredCase } from './history.ts'

const fact = <K extends keyof Facts>(at: number, is: K, about: Facts[K]): Fact =>
  ({ is, at, ...about }) as Fact

const ROOM = 'r1@rooms.localhost'
const waiting: StoredCase = {
  ...{ id: 'c1', workgroup: 'support', room: ROOM, phase: 'waiting', visitor: 'mia@visitors' },
  ...{ offers: [], guests: [] },
}
const ringing: StoredCase = {
  ...waiting,
  phase: 'ringing',
  offers: [{ operator: 'anna@localhost', until: 9 }],
}
const active: StoredCase = { ...waiting, phase: 'active', owner: 'anna@localhost' }
const passing: StoredCase = { ...active, transfer: true }
const sales = (one: StoredCase): StoredCase => ({ ...one, workgroup: 'sales' })
const opening = (owner: string): StoredCase => ({ ...active, phase: 'opening', owner })
const guest = (operator: string, as: StoredCase['guests'][number]['as']): StoredCase => ({
  ...active,
  guests: [{ operator, as }],
})

const of = { who: 'V1', case: 'c1', id: 'm1' }
const heard = { ...of, by: 'Mia', archiveId: 'a1', as: 'mia@visitors' }

/** One chat, one message, a killed component, a visitor who was cut off and told. */
const good: History = {
  seats: { 'anna@localhost': 1, 'ben@localhost': 1 },
  names: { 'anna@localhost': 'Anna', 'ben@localhost': 'Ben' },
  limits: { ring: 3_000, owner: 3_000, guest: 3_000, visitor: 15_000 },
  facts: [
    fact(0, 'on', { who: 'anna@localhost' }),
    fact(0, 'joined', { who: 'V1', case: 'c1' }),
    fact(0, 'shows', { who: 'V1', line: 'up' }),
    fact(0, 'store', { cases: [waiting] }),
    fact(1_000, 'store', { cases: [ringing] }),
    fact(2_000, 'store', { cases: [active] }),
    fact(2_000, 'owns', { who: 'anna@localhost', case: 'c1' }),
    fact(2_000, 'rooms', { members: { [ROOM]: ['mia@visitors', 'anna@localhost'] } }),
    fact(3_000, 'said', { by: 'visitor', ...of }),
    fact(3_100, 'heard', heard),
    fact(3_100, 'sent', of),
    fact(3_200, 'saw', { who: 'V1', case: 'c1', nick: 'Anna' }),
    fact(4_000, 'fault', { what: 'kill component' }),
    fact(4_000, 'cut', { who: 'V1' }),
    fact(9_000, 'shows', { who: 'V1', line: 'down' }),
    fact(24_000, 'restored', { who: 'V1' }),
    fact(24_000, 'healed', { what: 'kill component' }),
    fact(25_000, 'disowns', { who: 'anna@localhost', case: 'c1' }),
    fact(25_000, 'ended', { who: 'V1', case: 'c1', reason: 'operator-closed' }),
    fact(25_000, 'store', { cases: [] }),
    fact(25_500, 'rooms', { members: {} }),
  ],
  outcome: {
    cases: [{ id: 'c1', endedAt: 25_000, hadRoom: true }],
    transcripts: { c1: [{ archiveId: 'a1', nick: 'Mia', who: 'visitor', messageId: 'm1' }] },
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
const kept = (...lines: History['outcome']['transcripts'][string]): History =>
  outcome({ transcripts: { c1: lines } })
/** Only these pictures of the store, and nothing broken meanwhile. */
const store = (...pictures: readonly (readonly [at: number, ...cases: StoredCase[]])[]): History => ({
  ...good,
  facts: [
    ...without('store', 'fault', 'healed', 'rooms', 'owns', 'disowns').facts,
    ...pictures.map(([at, ...cases]) => fact(at, 'store', { cases })),
  ].sort((a, b) => a.at - b.at),
})
const plus = (history: History, ...more: Fact[]): History => ({
  ...history,
  facts: [...history.facts, ...more].sort((a, b) => a.at - b.at),
})
const broken = (promise: keyof typeof PROMISES, history: History) => PROMISES[promise](history).join('\n')

test.each(Object.keys(PROMISES) as (keyof typeof PROMISES)[])(
  '%s holds where nothing is wrong',
  (promise) => {
    expect(PROMISES[promise](good)).toEqual([])
  },
)

test('P1: a message shown as sent that the transcript lacks', () => {
  expect(broken('P1', kept())).toMatch(/m1 as sent/)
  expect(broken('P1', outcome({ transcripts: {} }))).toMatch(/m1 as sent/)
})

test('P1: a message that is unknown may be lost', () => {
  const unknown = fact(3_500, 'said', { by: 'visitor', ...of, id: 'm2' })
  expect(broken('P1', add(unknown))).toBe('')
})

test('P2: a message twice in the transcript, or on a screen', () => {
  const twice = [...(good.outcome.transcripts.c1 ?? []), { archiveId: 'a2', nick: 'Mia', messageId: 'm1' }]
  expect(broken('P2', kept(...twice))).toMatch(/transcript of c1/)
  const line = { nick: 'Mia', id: 'm1' }
  const screens = [{ who: 'V1', case: 'c1', lines: [line, line] }]
  expect(broken('P2', outcome({ screens }))).toMatch(/screen of V1/)
})

test('P3: a case that never ends, one that is forgotten, one whose visitor is not told', () => {
  expect(broken('P3', outcome({ cases: [{ id: 'c1', hadRoom: true }] }))).toMatch(/never ended/)
  expect(broken('P3', outcome({ cases: [] }))).toMatch(/not in the store/)
  expect(broken('P3', without('ended'))).toMatch(/never heard of the end/)
})

test('P3: what rings on, a grace that does not end, a room that is opened for ever; not while something is broken', () => {
  expect(broken('P3', store([0, ringing], [7_000, waiting]))).toMatch(/ring at anna.* went on/)
  const invited = { ...active, invited: [{ operator: 'ben@localhost', until: 9 }] }
  expect(broken('P3', store([0, invited], [7_000, active]))).toMatch(/ring at ben.* went on/)
  const handing = { ...passing, offers: [{ operator: 'ben@localhost', until: 9 }] }
  expect(broken('P3', store([0, handing], [7_000, active]))).toMatch(/ring at ben.* went on/)
  expect(broken('P3', store([0, { ...active, deadlines: { owner: 9 } }], [7_000, active]))).toMatch(/owner/)
  const missed = { ...guest('ben@localhost', 'colleague'), deadlines: { 'guest ben@localhost': 9 } }
  expect(broken('P3', store([0, missed], [7_000, active]))).toMatch(/guest ben/)
  expect(broken('P3', store([0, ringing], [5_000, waiting]))).toBe('')
  expect(broken('P3', store([0, opening('anna@localhost')], [11_000]))).toMatch(/being opened/)
  expect(broken('P3', add(fact(24_500, 'store', { cases: [ringing] })))).toBe('')
})

test('P4: two screens that show the same chat as theirs', () => {
  const ben = (at: number) => fact(at, 'owns', { who: 'ben@localhost', case: 'c1' })
  expect(broken('P4', add(ben(2_500)))).toMatch(/anna@localhost and ben@localhost at once/)
  expect(broken('P4', add(ben(25_001)))).toBe('')
})

test('P4: who hands a chat on may see it for a moment longer, and no longer than that', () => {
  const owns = (at: number, who: string) => fact(at, 'owns', { who, case: 'c1' })
  const handed = (until: number) =>
    plus(
      store([0, passing], [2_000, opening('ben@localhost')], [20_000]),
      ...[owns(0, 'anna@localhost'), owns(2_100, 'ben@localhost')],
      fact(until, 'disowns', { who: 'anna@localhost', case: 'c1' }),
    )
  expect(broken('P4', handed(3_000))).toBe('')
  expect(broken('P4', handed(6_000))).toMatch(/at once/)
})

test('P4: an owner in two workgroups, for longer than it takes to hand it over', () => {
  const there = sales({ ...active, owner: 'ben@localhost' })
  expect(broken('P4', store([0, passing], [1_000, passing, there], [2_000, there]))).toBe('')
  expect(broken('P4', store([0, passing], [1_000, passing, there], [9_000, there]))).toMatch(/belonged to/)
  expect(broken('P4', store([0, active], [1_000, active, there], [1_500, there]))).toMatch(/belonged to/)
})

test('P4: a chat that is handed on and let fall', () => {
  expect(broken('P4', store([0, passing], [1_000, waiting]))).toMatch(/left without an owner/)
  expect(broken('P4', store([0, passing], [1_000]))).toMatch(/left without an owner/)
  expect(broken('P4', store([0, passing], [1_000, active]))).toBe('')
  expect(broken('P4', store([0, passing], [1_000, opening('ben@localhost')]))).toBe('')
  expect(broken('P4', store([0, passing], [1_000, sales(opening('ben@localhost'))]))).toBe('')
  expect(broken('P4', store([0, passing, sales(waiting)], [1_000, sales(waiting)]))).toMatch(
    /without an owner/,
  )
  expect(broken('P4', store([0, { ...passing, ownerMissed: true }], [1_000, waiting]))).toBe('')
})

test('P5: a chat and an offer for one seat; an offer to somebody who has gone', () => {
  const second = { ...ringing, id: 'c2' }
  expect(broken('P5', store([0, active, second], [100]))).toMatch(/2 of 1 seats/)
  expect(broken('P5', store([0, { ...active, phase: 'ended' }, second], [100]))).toBe('')
  const gone = store([0, ringing], [9_000])
  const facts = [fact(1, 'off', { who: 'anna@localhost' }), ...gone.facts.filter(({ is }) => is !== 'on')]
  expect(broken('P5', { ...gone, facts })).toMatch(/gone for/)
})

test('P5: a guest takes a seat, one who listens silently does not; one step of several proves nothing', () => {
  const second = { ...active, id: 'c2', owner: 'ben@localhost' }
  expect(broken('P5', store([0, guest('ben@localhost', 'colleague'), second], [100]))).toMatch(/ben.* 2 of 1/)
  expect(broken('P5', store([0, guest('ben@localhost', 'silent'), second], [100]))).toBe('')
  const step = fact(0, 'store', { cases: [active, { ...active, id: 'c2' }], partial: true })
  expect(broken('P5', { ...good, facts: [step, fact(0, 'store', { cases: [active] })] })).toBe('')
})

test('P5: seats in two workgroups are counted together', () => {
  const second = sales({ ...active, id: 'c2' })
  expect(broken('P5', store([0, active, second], [500, second]))).toBe('')
  expect(broken('P5', store([0, active, second], [1_500, second]))).toMatch(/more than 1 seats/)
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

test('P6: a line that nobody has said, one of another case, one that is filed under the wrong side', () => {
  const line = { archiveId: 'a1', nick: 'Mia', who: 'visitor', messageId: 'm1' } as const
  expect(broken('P6', kept(line, { ...line, archiveId: 'a2', messageId: 'm9' }))).toMatch(/nobody has said/)
  expect(broken('P6', outcome({ transcripts: { c1: [line], c2: [line] } }))).toMatch(/c2 has it/)
  expect(broken('P6', kept({ ...line, who: 'operator' }))).toMatch(/one of the operator/)
  expect(broken('P6', kept({ ...line, who: 'desk' }))).toMatch(/one of the desk/)
  expect(broken('P6', kept(line, { archiveId: 'a2', nick: 'Desk', who: 'desk', messageId: 'd1' }))).toBe('')
})

test('P7: nothing was killed, or something did not survive it', () => {
  expect(broken('P7', without('fault', 'healed'))).toMatch(/nothing was killed/)
  expect(broken('P7', outcome({ transcripts: {} }))).toMatch(/not in the transcript/)
})

test('P8: a stranger in the list, and an operator who keeps the membership', () => {
  const stranger = fact(3_000, 'rooms', { members: { [ROOM]: ['mia@visitors', 'anna@localhost', 'eve'] } })
  expect(broken('P8', add(stranger))).toMatch(/eve had a membership/)
  const late = fact(25_600, 'rooms', { members: { [ROOM]: ['anna@localhost'] } })
  expect(broken('P8', add(late, fact(40_000, 'rooms', { members: {} })))).toMatch(/too long/)
})

test('P8: the old address of a visitor who has come back keeps the membership', () => {
  const back = { ...ringing, visitor: 'mia2@visitors' }
  const rooms = (at: number, ...members: string[]) => fact(at, 'rooms', { members: { [ROOM]: members } })
  const history = (until: number) =>
    plus(
      store([0, ringing], [1_000, back], [20_000]),
      rooms(500, 'mia@visitors'),
      rooms(until, 'mia2@visitors'),
    )
  expect(broken('P8', history(2_000))).toBe('')
  expect(broken('P8', history(9_000))).toMatch(/mia@visitors had a membership/)
})

test('P8: a membership may come a moment before the store has heard of its owner, no more than that', () => {
  const back = { ...ringing, visitor: 'mia2@visitors' }
  const occupant = fact(1_000, 'rooms', { members: { [ROOM]: ['mia2@visitors'] } })
  expect(broken('P8', plus(store([0, ringing], [2_000, back], [9_000]), occupant))).toBe('')
  expect(broken('P8', plus(store([0, ringing], [8_000, back], [9_000]), occupant))).toMatch(
    /mia2@visitors had/,
  )
})

test('P8: an owner without a membership; while a chat is handed on the one who leaves may have it', () => {
  const rooms = (...members: string[]) => [fact(0, 'rooms', { members: { [ROOM]: members } })]
  const end = fact(9_000, 'rooms', { members: {} })
  expect(broken('P8', plus(store([0, active], [9_000]), ...rooms('mia@visitors'), end))).toMatch(
    /no membership/,
  )
  const handing = { ...opening('ben@localhost'), guests: guest('anna@localhost', 'leaving').guests }
  expect(broken('P8', plus(store([0, handing], [9_000]), ...rooms('anna@localhost'), end))).toBe('')
  const empty = [fact(0, 'rooms', { members: {} }), end]
  expect(broken('P8', plus(store([0, handing], [9_000]), ...empty))).toMatch(
    /ben@localhost had no membership/,
  )
})

test('P8: a word that somebody hears who has no right to, or not any more', () => {
  const hears = (at: number, as: string) => fact(at, 'heard', { ...heard, as })
  expect(broken('P8', add(hears(3_200, 'eve@visitors')))).toMatch(/never had a right/)
  expect(broken('P8', add(hears(3_200, 'anna@localhost')))).toBe('')
  const handed = store([0, active], [2_000, opening('ben@localhost')], [20_000])
  expect(broken('P8', plus(handed, hears(3_000, 'anna@localhost')))).toBe('')
  expect(broken('P8', plus(handed, hears(8_000, 'anna@localhost')))).toMatch(/outside their time/)
})

test('P8: a visitor who sees who only listens', () => {
  const saw = fact(3_000, 'saw', { who: 'V1', case: 'c1', nick: 'Ben' })
  expect(broken('P8', plus(store([0, guest('ben@localhost', 'silent')], [9_000]), saw))).toMatch(
    /only listens/,
  )
  expect(broken('P8', plus(store([0, guest('ben@localhost', 'colleague')], [9_000]), saw))).toBe('')
})

test('P9: cut off and not told; sent before the room has it', () => {
  const told = ({ is, at }: Fact) => is === 'shows' && at > 0
  expect(broken('P9', { ...good, facts: good.facts.filter((one) => !told(one)) })).toMatch(/not told/)
  expect(broken('P9', without('heard'))).toMatch(/before the room had it/)
})
