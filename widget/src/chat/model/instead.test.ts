/** Q5: where a chat cannot be had, and what may be done instead. */
import { expect, test } from 'vitest'
import { LETTER } from './form.ts'
import { initial, step } from './step.ts'
import type { Deed, Happening, Instead, Look, State } from './types.ts'

const message: Instead = { do: 'message' }
const open: Look = {
  site: { id: 'demo', name: 'Acme' },
  workgroup: { jid: 'support@support.localhost', name: 'Support' },
  availability: { open: true, show: 'available', waiting: 0 },
  form: { fields: [{ name: 'name', label: 'Name', type: 'text-single', required: true }] },
}
const closed: Look = {
  ...open,
  availability: { ...open.availability, open: false, why: 'closed' },
  otherwise: message,
}
const sales: Look = { ...open, workgroup: { jid: 'sales@support.localhost', name: 'Sales' } }

function play(...happenings: Happening[]): { state: State; deeds: readonly Deed[] } {
  return happenings.reduce<{ state: State; deeds: readonly Deed[] }>(
    ({ state }, happening) => step(state, happening),
    { state: initial, deeds: [] },
  )
}
const mia = { name: 'Mia' }
const started: Happening[] = [{ is: 'look', look: open }, { is: 'start', values: mia }, { is: 'up' }]
const waiting: Happening[] = [...started, { is: 'joined', case: 'c', token: 't', phase: 'waiting' }]
const late: Happening = { is: 'ended', case: 'c', reason: 'waited-too-long', instead: message }

test('Q5: a closed door says why and what instead, at first sight and when it is refused', () => {
  expect(play({ is: 'look', look: closed }).state).toMatchObject({
    phase: 'nobody',
    why: 'closed',
    instead: message,
  })
  const refused = play(...started, { is: 'refused', why: 'full', fields: [], instead: message })
  expect(refused.state).toMatchObject({ phase: 'nobody', why: 'full', instead: message, values: mia })
})

test('Q5: a door that opens leads to the form, but not while a message is being written', () => {
  const opened: Happening = { is: 'look', look: open }
  expect(play({ is: 'look', look: closed }, opened).state).toMatchObject({ phase: 'form' })
  expect(play({ is: 'look', look: closed }, opened).state).not.toHaveProperty('instead')
  const writing: Happening = { is: 'letter', values: { ...mia, [LETTER]: 'Where is' } }
  const { state } = play({ is: 'look', look: closed }, writing, opened)
  expect(state).toMatchObject({ phase: 'nobody', instead: message, values: { [LETTER]: 'Where is' } })
  expect(state.look?.availability.open).toBe(true)
  const chat = play({ is: 'look', look: closed }, writing, opened, { is: 'restart' }, opened)
  expect(chat.state).toMatchObject({ phase: 'form', values: mia })
})

test('Q5: an end in the queue offers the same; what was typed is still there', () => {
  expect(play(...waiting, late).state).toMatchObject({ phase: 'ended', instead: message, values: mia })
})

test('Q5: after a conversation the message form takes its place when it is asked for', () => {
  const said: Happening = {
    is: 'said',
    said: { who: 'other', name: 'Anna', id: 'a', stanzaId: 's', text: 'hi', at: 1 },
  }
  const room = { jid: 'r@rooms.localhost', nick: 'Mia', with: 'Anna' }
  const chatting: Happening[] = [
    ...waiting,
    { is: 'invited', case: 'c', room },
    { is: 'entered' },
    { is: 'history', said: [] },
    said,
  ]
  const over = play(...chatting, late)
  expect(over.state.thread.entries).toHaveLength(1)
  const { state } = step(over.state, { is: 'write' })
  expect(state).toMatchObject({ phase: 'ended', instead: message, thread: { entries: [] } })
})

test('Q5: another workgroup is asked at once with what was typed', () => {
  const refused: Happening = { is: 'refused', why: 'nobody', fields: [] }
  const { state, deeds } = play(...started, refused, { is: 'switch', look: sales })
  expect(state).toMatchObject({ phase: 'connecting', look: sales, values: mia })
  expect(deeds).toEqual([
    { do: 'move', workgroup: 'sales@support.localhost' },
    { do: 'claim' },
    { do: 'join', values: mia, soon: true },
  ])
})

test('Q5: what the other workgroup asks for besides is asked, without a reproach', () => {
  const more = { name: 'order', type: 'text-single', required: true } as const
  const asking: Look = { ...sales, form: { fields: [...sales.form.fields, more] } }
  const refused: Happening = { is: 'refused', why: 'nobody', fields: [] }
  const { state, deeds } = play(...started, refused, { is: 'switch', look: asking })
  expect(state).toMatchObject({ phase: 'form', values: mia, wrong: {} })
  expect(deeds).toEqual([{ do: 'move', workgroup: 'sales@support.localhost' }])
})
