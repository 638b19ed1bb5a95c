/** The conversation on the desk is in the order of the room, whatever order things arrive in. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyDesk, reduce } from './desk.ts'
import type { ArchiveRow, Fact, Said } from './facts.ts'
import type { Chat, Desk } from './types.ts'

const room = 'a@rooms'
const online: Fact = { is: 'online', jid: 'anna@localhost', resumed: false }
const begun: readonly Fact[] = [
  { is: 'signing-in', jid: 'anna@localhost' },
  online,
  {
    is: 'invited',
    room,
    workgroup: 'support@s',
    case: { id: 'a', name: 'Mia', answers: [], parameters: [] },
    nick: 'Anna',
    with: 'Mia',
  },
  { is: 'caught-up', room },
]
const after = (...facts: readonly Fact[]): Desk =>
  [...begun, ...facts].reduce((desk, fact) => reduce(desk, fact, 0), emptyDesk)
const lines = (desk: Desk): Chat['lines'] => desk.chats.get(room)?.lines ?? []
const ids = (desk: Desk) => lines(desk).flatMap((line) => (line.is === 'said' ? [line.id] : []))

const message = (nick: string, id: string): Said => ({ room, nick, body: id, id, stanzaId: `s-${id}` })
const said = (nick: string, id: string): Fact => ({ is: 'said', said: message(nick, id) })
const saying = (id: string): Fact => ({ is: 'saying', room, id, body: id })
const archived = (...rows: readonly [string, string][]): Fact => ({
  is: 'archived',
  room,
  rows: rows.map(([nick, id]): ArchiveRow => ({ said: message(nick, id) })),
})

test('what the visitor says while an own message is under way comes before it, as in the room', () => {
  const waiting = after(saying('m'), said('Mia', 'v'))
  expect(ids(waiting)).toEqual(['v', 'm'])
  expect(ids(reduce(waiting, said('Anna', 'm'), 0))).toEqual(['v', 'm'])
})

test('a message that is sent again takes the place the room gives it at last', () => {
  const refused: Fact = { is: 'message-refused', room, id: 'm', condition: 'forbidden' }
  const again = after(saying('m'), refused, said('Mia', 'v'), { is: 'saying-again', room, id: 'm' })
  expect(ids(again)).toEqual(['m', 'v'])
  expect(ids(reduce(again, said('Anna', 'm'), 0))).toEqual(['v', 'm'])
})

test('a second copy moves nothing', () => {
  expect(ids(after(said('Mia', 'v'), said('Mia', 'w'), said('Mia', 'v')))).toEqual(['v', 'w'])
})

test('what the archive fills in stands in its order, also what was under way or came meanwhile', () => {
  const lost = after(said('Mia', 'v'), saying('m'), online, said('Mia', 'z'))
  const filled = reduce(lost, archived(['Mia', 'x'], ['Anna', 'm'], ['Mia', 'y'], ['Mia', 'z']), 0)
  expect(ids(reduce(filled, { is: 'caught-up', room }, 0))).toEqual(['v', 'x', 'm', 'y', 'z'])
})

test('a chat that is over does not go on below its end', () => {
  const over = after(saying('m'), { is: 'ended', case: 'a', reason: 'visitor-left' }, said('Anna', 'm'))
  expect(lines(over).map(({ is }) => is)).toEqual(['said', 'system'])
})

test('lost lines, late and refused messages, in any mixture: the order of the room', () => {
  type Act = 'say' | 'other' | 'reflect' | 'refuse' | 'again' | 'cut' | 'back' | 'fill'
  const act = fc.constantFrom<Act>(
    'say',
    'say',
    'other',
    'reflect',
    'reflect',
    'refuse',
    'again',
    'cut',
    'back',
    'fill',
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (script) => {
      const stored: Said[] = []
      const outbox: string[] = []
      const failed: string[] = []
      let heard = 0
      let written = 0
      let line: 'up' | 'gap' | 'down' = 'up'
      let desk = after()
      const tell = (fact: Fact) => {
        desk = reduce(desk, fact, 0)
      }
      const store = (one: Said) => {
        stored.push(one)
        if (line !== 'down') tell({ is: 'said', said: one })
      }
      const fill = () => {
        if (line === 'down') tell(online)
        const last = desk.chats.get(room)?.lastStanzaId
        const from = stored.findIndex(({ stanzaId }) => stanzaId === last) + 1
        tell({ is: 'archived', room, rows: stored.slice(from).map((one) => ({ said: one })) })
        tell({ is: 'caught-up', room })
        line = 'up'
      }
      const acts: { readonly [A in Act]: () => void } = {
        say() {
          const id = `m${written++}`
          tell(saying(id))
          outbox.push(id)
        },
        other: () => store(message('Mia', `v${heard++}`)),
        reflect() {
          const id = outbox.shift()
          if (id !== undefined) store(message('Anna', id))
        },
        refuse() {
          const id = outbox.shift()
          if (id === undefined) return
          tell({ is: 'message-refused', room, id, condition: 'forbidden' })
          failed.push(id)
        },
        again() {
          const id = failed.shift()
          if (id === undefined) return
          tell({ is: 'saying-again', room, id })
          outbox.push(id)
        },
        cut() {
          if (line !== 'down') tell({ is: 'connection-lost' })
          line = 'down'
        },
        back() {
          if (line === 'down') tell(online)
          line = 'gap'
        },
        fill,
      }
      for (const one of script) acts[one]()
      fill()
      for (const id of outbox) store(message('Anna', id))
      const sent = lines(desk).flatMap((one) =>
        one.is === 'said' && one.delivery === 'sent' ? [one.id] : [],
      )
      expect(sent).toEqual(stored.map(({ id }) => id))
    }),
    { numRuns: 500 },
  )
})
