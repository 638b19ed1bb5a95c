import { expect, test } from 'vitest'
import { emptyDesk, reduce } from './desk.ts'
import type { Amend, ArchiveRow, Fact } from './facts.ts'
import type { Desk } from './types.ts'

const room = 'a@rooms'
const said = (nick: string, id: string) => ({ room, nick, body: id, id, stanzaId: `s-${id}` })
const begun: readonly Fact[] = [
  { is: 'signing-in', jid: 'anna@localhost' },
  { is: 'online', jid: 'anna@localhost', resumed: false },
  {
    ...{ is: 'invited', room, workgroup: 'support@s', nick: 'Anna', with: 'Mia' },
    case: { id: 'a', name: 'Mia', answers: [], parameters: [] },
  },
  { is: 'archived', room, rows: [] },
]
const after = (...facts: readonly Fact[]): Desk =>
  [...begun, ...facts].reduce((desk, fact) => reduce(desk, fact, 0), emptyDesk)
const lines = (desk: Desk) => desk.chats.get(room)?.lines ?? []
const amended = (amend: Amend): Fact => ({ is: 'amended', room, amend })
const hello: Fact = { is: 'said', said: said('Mia', 'hello') }
const done: Fact = { is: 'caught-up', room }

test('C9: an author corrects and takes back what they said; nobody else does', () => {
  const corrected = amended({ is: 'correct', nick: 'Mia', id: 'hello', body: 'hello there' })
  expect(lines(after(done, hello, corrected))[0]).toMatchObject({ body: 'hello there', edited: true })
  const forged = amended({ is: 'correct', nick: 'Ben', id: 'hello', body: 'forged' })
  expect(lines(after(done, hello, forged))[0]).toMatchObject({ body: 'hello' })
  expect(
    lines(after(done, hello, amended({ is: 'retract', nick: 'Ben', id: 's-hello' })))[0],
  ).not.toHaveProperty('retracted')
  const gone = after(done, hello, amended({ is: 'retract', nick: 'Mia', id: 's-hello' }), corrected)
  expect(lines(gone)).toMatchObject([{ body: '', retracted: true }])
})

test('C11: reactions are those that each person has now', () => {
  const react = (nick: string, ...emojis: string[]) => amended({ is: 'react', nick, id: 's-hello', emojis })
  const reacted = after(done, hello, react('Anna', 'a'), react('Mia', 'b'), react('Anna', 'a', 'c'))
  expect(lines(reacted)[0]).toMatchObject({
    reactions: [
      { nick: 'Mia', emojis: ['b'] },
      { nick: 'Anna', emojis: ['a', 'c'] },
    ],
  })
  expect(lines(reduce(reacted, react('Mia'), 0))[0]).toMatchObject({
    reactions: [{ nick: 'Anna', emojis: ['a', 'c'] }],
  })
})

test('C9: what was said about a line that is fetched later is not forgotten', () => {
  const row: ArchiveRow = {
    amend: { is: 'correct', nick: 'Mia', id: 'hello', body: 'hello there', key: 's-9' },
  }
  const newest = after(
    { is: 'archived', room, rows: [row] },
    { is: 'archived-earlier', room, rows: [], before: 'x' },
    done,
  )
  expect(lines(newest)).toEqual([])
  expect(newest.chats.get(room)?.lastStanzaId).toBe('s-9')
  const all = reduce(newest, { is: 'archived-earlier', room, rows: [{ said: said('Mia', 'hello') }] }, 0)
  expect(lines(all)).toMatchObject([{ body: 'hello there', edited: true }])
})

test('C11: how far the visitor has read counts, how far others have does not', () => {
  const read = (nick: string): Fact => ({ is: 'displayed', room, nick, id: 's-hello' })
  expect(after(done, hello, read('Mia')).chats.get(room)?.readTo).toBe('s-hello')
  expect(after(done, hello, read('Ben')).chats.get(room)).not.toHaveProperty('readTo')
})
