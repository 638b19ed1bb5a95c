import { describe, expect, test } from 'vitest'
import { initial, step } from './step.ts'
import type { Deed, Happening, Look, State } from './types.ts'

const look: Look = {
  site: { id: 'demo', name: 'Acme' },
  workgroup: { jid: 'support@support.localhost', name: 'Support' },
  availability: { open: true, show: 'available', waiting: 0 },
  form: { fields: [{ name: 'name', label: 'Name', type: 'text-single', required: true }] },
}
const room = { jid: 'r@rooms.localhost', nick: 'Mia', with: 'Anna' }
const closed: Look = { ...look, availability: { ...look.availability, open: false } }

/** Plays happenings; the deeds are those of the last one. */
function play(...happenings: Happening[]): { state: State; deeds: string[]; last: readonly Deed[] } {
  let state: State = initial
  let last: readonly Deed[] = []
  for (const happening of happenings) ({ state, deeds: last } = step(state, happening))
  return { state, deeds: last.map((deed) => deed.do), last }
}

const started: Happening[] = [{ is: 'look', look }, { is: 'start', values: { name: 'Mia' } }, { is: 'up' }]
const waiting: Happening[] = [...started, { is: 'joined', case: 'c', token: 't', phase: 'waiting' }]
const invited: Happening[] = [...waiting, { is: 'invited', case: 'c', room }]
const chatting: Happening[] = [...invited, { is: 'entered' }, { is: 'history', said: [] }]
const say: Happening = { is: 'say', id: 'm', text: 'hello', at: 1 }

test('C1: who is gone or lost is not typing any more', () => {
  const types: Happening[] = [
    ...chatting,
    { is: 'other', name: 'Anna', here: true, show: 'available' },
    { is: 'typing', name: 'Anna', on: true },
  ]
  const lost = {
    who: 'desk',
    name: 'Desk',
    id: 'n',
    stanzaId: 's',
    text: '',
    at: 1,
    notice: 'operator-lost',
  } as const
  expect(play(...types).state.typing).toBe('Anna')
  expect(play(...types, { is: 'other', name: 'Anna', here: false, show: '' }).state.typing).toBe('')
  expect(play(...types, { is: 'said', said: lost }).state.typing).toBe('')
  expect(play(...types, { is: 'down' }).state.typing).toBe('')
})

test('C8: what was filled in is there for the next request, also when the page was loaded anew meanwhile', () => {
  const [keep] = play(...waiting).last
  if (keep?.do !== 'keep') throw new Error('nothing was kept')
  const after = play({ is: 'look', look }, { is: 'kept', kept: keep.kept, mine: true })
  expect(after.state.values).toEqual({ name: 'Mia' })
  expect(step(step(after.state, { is: 'leave' }).state, { is: 'restart' }).state.values).toEqual({
    name: 'Mia',
  })
})

describe('getting in', () => {
  test('V7: nothing is kept, claimed or connected before the visitor starts', () => {
    expect(play({ is: 'look', look }).last).toEqual([])
    expect(play({ is: 'look', look }, { is: 'seen', seen: true }).last).toEqual([])
  })

  test('R7: whom an operator has asked in comes without the form, at once or when the look is there', () => {
    for (const before of [[], [{ is: 'look', look }]] as const) {
      const { state, last } = play(...before, { is: 'follow' })
      expect(state.phase).toBe('connecting')
      expect(last).toEqual([{ do: 'claim' }, { do: 'join', values: {}, soon: true }])
    }
    const opening = { is: 'joined', case: 'c', token: 't', phase: 'opening' } as const
    const come = play({ is: 'follow' }, { is: 'look', look }, { is: 'up' }, opening)
    expect(come.state.phase).toBe('joining')
    expect(play({ is: 'follow' }, { is: 'restart' }, { is: 'look', look }).state.phase).toBe('form')
  })

  test('V5: a form that is not filled in goes nowhere and says why', () => {
    const { state, deeds } = play({ is: 'look', look }, { is: 'start', values: { name: ' ' } })
    expect(state).toMatchObject({ phase: 'form', wrong: { name: 'required' } })
    expect(deeds).toEqual([])
  })

  test('V5: what the component finds wrong is shown at its field', () => {
    const { state } = play(...started, { is: 'refused', why: 'form', fields: ['name'] })
    expect(state).toMatchObject({ phase: 'form', values: { name: 'Mia' }, wrong: { name: 'refused' } })
  })

  test('an answer keeps the token and says that the visitor is there', () => {
    const { state, deeds } = play(...waiting)
    expect(state.phase).toBe('waiting')
    expect(deeds).toEqual(['keep', 'presence'])
  })

  test('nobody there: said at once, or when the request is refused', () => {
    expect(play({ is: 'look', look: closed }).state.phase).toBe('nobody')
    const { state, deeds } = play(...started, { is: 'refused', why: 'nobody', fields: [] })
    expect(state.phase).toBe('nobody')
    expect(deeds).toEqual(['hang-up', 'look'])
    expect(play({ is: 'look', look: closed }, { is: 'look', look }).state.phase).toBe('form')
  })

  test('a bad ticket is replaced, but not for ever', () => {
    const refused: Happening = { is: 'refused', why: 'ticket', fields: [] }
    expect(play(...started, refused).deeds).toEqual(['hang-up', 'join'])
    const { state } = play(...started, refused, refused, refused, refused)
    expect(state).toMatchObject({ phase: 'failed', fault: 'no-connection', values: { name: 'Mia' } })
  })

  test('P9: a request that nobody answers is made anew, and does not claim a line meanwhile', () => {
    const { state, last } = play(...started, { is: 'refused', why: 'later', fields: [] })
    expect(state).toMatchObject({ phase: 'connecting', line: 'off' })
    expect(last).toEqual([
      { do: 'hang-up', depart: false },
      { do: 'join', values: { name: 'Mia' }, soon: false },
    ])
    expect(step(state, { is: 'up' }).state).toMatchObject({ phase: 'connecting', line: 'up' })
  })

  test('a server that cannot be reached is told, what was typed is kept', () => {
    const down: Happening = { is: 'down' }
    const { state } = play(
      { is: 'look', look },
      { is: 'start', values: { name: 'Mia' } },
      down,
      down,
      down,
      down,
    )
    expect(state).toMatchObject({ phase: 'failed', fault: 'no-connection', values: { name: 'Mia' } })
  })
})

describe('waiting', () => {
  test('Q1: the place and the time are those of the last message', () => {
    const { state } = play(
      ...waiting,
      { is: 'place', position: 2, seconds: 120 },
      { is: 'place', position: 1, seconds: 60 },
    )
    expect(state.place).toEqual({ position: 1, seconds: 60 })
  })

  test('Q2: away is told to the desk, and told again after a lost connection', () => {
    expect(play(...waiting, { is: 'away', away: '' }).last).toContainEqual({ do: 'presence', away: '' })
    const back = play(...waiting, { is: 'away', away: '' }, { is: 'away' })
    expect(back.last).toEqual([{ do: 'presence' }])
    expect(back.state).not.toHaveProperty('away')
    const again = play(
      ...waiting,
      { is: 'away', away: 'in 5 minutes' },
      { is: 'down' },
      { is: 'up' },
      {
        is: 'joined',
        case: 'c',
        token: 't',
        phase: 'waiting',
      },
    )
    expect(again.last).toContainEqual({ do: 'presence', away: 'in 5 minutes' })
  })

  test('leaving departs and forgets', () => {
    const { state, last } = play(...waiting, { is: 'leave' })
    expect(state).toMatchObject({ phase: 'ended', ended: 'visitor-left' })
    expect(last).toEqual([{ do: 'hang-up', depart: true }, { do: 'forget' }])
  })
})

test('Q4: who ends a chat in which nobody has spoken has left a chat, not the line', () => {
  expect(play(...waiting, { is: 'leave' }).state.room).toBeUndefined()
  const { state } = play(...invited, { is: 'leave' })
  expect(state).toMatchObject({ phase: 'ended', ended: 'visitor-left', thread: { entries: [] } })
  expect(state.room).toBeDefined()
})

describe('the turn', () => {
  test('an invitation is followed, the second one is not', () => {
    expect(play(...invited).deeds).toEqual(['enter', 'sound'])
    expect(play(...invited, { is: 'invited', case: 'c', room }).deeds).toEqual([])
    expect(play(...waiting, { is: 'invited', case: 'other', room }).deeds).toEqual([])
  })

  test('the archive is read before anything is sent', () => {
    const entered = play(...invited, { is: 'entered' }, say)
    expect(entered.deeds).toEqual(['keep'])
    expect(play(...invited, { is: 'entered' }, say, { is: 'history', said: [] }).deeds).toContain('send')
  })

  test('a door that stays shut leads to a new connection', () => {
    const knock: Happening = { is: 'not-entered' }
    expect(play(...invited, knock).deeds).toEqual(['enter'])
    expect(play(...invited, knock, knock, knock, knock, knock, knock).deeds).toEqual(['reconnect'])
  })
})

describe('talking', () => {
  test('what is written goes out and is kept until the room has stored it', () => {
    const sent = play(...chatting, say)
    expect(sent.deeds).toEqual(['keep', 'send'])
    const reflected = play(...chatting, say, {
      is: 'said',
      said: { who: 'me', name: 'Mia', id: 'm', stanzaId: 's', text: 'hello', at: 2 },
    })
    expect(reflected.state.thread).toMatchObject({ pending: [], entries: [{ id: 'm', state: 'sent' }] })
    expect(reflected.last).toMatchObject([{ do: 'keep', kept: { pending: [] } }])
  })

  test('C2: a message in question is checked against the archive, then sent with the same id', () => {
    const back = play(
      ...chatting,
      say,
      { is: 'down' },
      { is: 'up' },
      { is: 'joined', case: 'c', token: 't2', phase: 'active', room },
      { is: 'entered' },
    )
    expect(back.deeds).toEqual(['catch-up'])
    const { last } = (() => {
      const next = step(back.state, { is: 'history', said: [] })
      return { last: next.deeds }
    })()
    expect(last).toContainEqual({ do: 'send', room, id: 'm', text: 'hello', soon: true })
  })

  test('C2: an archive that cannot be read is asked again from where it was known', () => {
    const said = { who: 'other', name: 'Anna', id: 'a', stanzaId: 's', text: 'hi', at: 1 } as const
    const unread = play(...chatting, { is: 'said', said }, { is: 'entered' }, { is: 'history-failed' })
    const again = { do: 'catch-up', room, after: 's', soon: false }
    expect(unread.last).toContainEqual(again)
    const later = { is: 'said', said: { ...said, id: 'c', stanzaId: 's3' } } as const
    expect(step(step(unread.state, later).state, { is: 'history-failed' }).deeds).toContainEqual(again)
  })

  test('C2: coming back after a reload takes up what was kept', () => {
    const kept = { case: 'c', token: 't', pending: [{ id: 'm', text: 'hello', at: 1 }] }
    expect(play({ is: 'kept', kept, mine: true }).deeds).toEqual(['keep', 'connect'])
    const back = play(
      { is: 'kept', kept, mine: true },
      { is: 'up' },
      { is: 'joined', case: 'c', token: 't2', phase: 'active', room },
      { is: 'entered' },
      { is: 'history', said: [{ who: 'me', name: 'Mia', id: 'm', stanzaId: 's', text: 'hello', at: 1 }] },
    )
    expect(back.state.thread).toMatchObject({ pending: [], entries: [{ id: 'm' }] })
    expect(back.deeds).not.toContain('send')
  })

  test('C2: what the request was about begins the conversation, and is kept over a reload until the end', () => {
    const question = { name: 'question', type: 'text-multi' } as const
    const asks: Look = { ...look, form: { fields: [...look.form.fields, question] } }
    const values = { name: 'Mia', question: ' Where is my order? ' }
    const asked = play(
      { is: 'look', look: asks },
      { is: 'start', values },
      { is: 'up' },
      { is: 'joined', case: 'c', token: 't', phase: 'waiting' },
    )
    expect(asked.state.asked).toBe('Where is my order?')
    const [keep] = asked.last
    if (keep?.do !== 'keep') throw new Error('nothing was kept')
    const back = play({ is: 'kept', kept: keep.kept, mine: true }, { is: 'up' })
    expect(back.state.asked).toBe('Where is my order?')
    expect(step(back.state, { is: 'restart' }).state).not.toHaveProperty('asked')
    expect(play(...waiting).state).not.toHaveProperty('asked')
  })

  test('a component that is away is asked again; a case that is over is over', () => {
    const resumed: Happening[] = [...chatting, { is: 'down' }, { is: 'up' }]
    expect(play(...resumed, { is: 'refused', why: 'later', fields: [] }).last).toEqual([
      { do: 'resume', token: 't', soon: false },
    ])
    expect(play(...resumed, { is: 'refused', why: 'gone', fields: [] }).state).toMatchObject({
      phase: 'ended',
      ended: 'unknown',
    })
  })

  test('a new message is announced while nobody looks, and read when they do', () => {
    const said: Happening = {
      is: 'said',
      said: { who: 'other', name: 'Anna', id: 'a', stanzaId: 's', text: 'hi', at: 1 },
    }
    expect(play(...chatting, said).deeds).toContain('sound')
    expect(play(...chatting, { is: 'seen', seen: true }, said).state.thread.read).toBe('s')
  })

  test('the end says why, keeps the conversation on the screen and forgets the token', () => {
    const { state, deeds } = play(...chatting, { is: 'ended', case: 'c', reason: 'operator-closed' })
    expect(state).toMatchObject({ phase: 'ended', ended: 'operator-closed' })
    expect(state.token).toBeUndefined()
    expect(deeds).toEqual(['hang-up', 'forget'])
  })
})

test('what was not stored when the chat ended is said to be unsent', () => {
  const { state } = play(...chatting, say, { is: 'ended', case: 'c', reason: 'operator-closed' })
  expect(state.thread.pending).toMatchObject([{ id: 'm', state: 'failed' }])
})

describe('tabs', () => {
  test('the chat goes to the other tab without being forgotten, and can be taken back', () => {
    const { state, deeds } = play(...chatting, { is: 'superseded' })
    expect(state.phase).toBe('elsewhere')
    expect(deeds).toEqual(['hang-up'])
    expect(step(state, { is: 'here' }).deeds).toEqual([{ do: 'take-over' }])
  })

  test('a form behind a running chat steps aside', () => {
    const { state } = play({ is: 'look', look }, { is: 'elsewhere-chat', running: true })
    expect(state.phase).toBe('elsewhere')
    expect(step(state, { is: 'elsewhere-chat', running: false }).deeds).toEqual([{ do: 'look' }])
  })
})
