/**
 * The visitor's life cycle: one function from what was and what happened to what is and what must be done. The happenings
 * are one table; those of the room lie in `talk.ts`.
 */
import type { EndReason } from '../../../../component/protocol/names.js'
import { go, isRunning, type Steps, save } from './base.ts'
import { fillIn, LETTER, told } from './form.ts'
import { talk } from './talk.ts'
import * as thread from './thread.ts'
import type { Deed, Happening, Instead, Look, Refusal, State, Step, Why, Wrong } from './types.ts'

export const initial: State = {
  phase: 'loading',
  line: 'off',
  tries: 0,
  knocks: 0,
  seen: false,
  turn: false,
  values: {},
  wrong: {},
  people: {},
  guests: [],
  thread: thread.empty,
  typing: '',
}

/** A first connection that fails this often is given up; a running chat is never given up by the visitor's side. */
const MOST_TRIES = 4

/** Everything about the request is forgotten; the look and what was typed into the form stay. */
function fresh(state: State): State {
  const { look, seen, values } = state
  return { ...initial, seen, values, ...(look ? { look } : {}) }
}

function end(state: State, reason: EndReason | 'unknown', depart = false, instead?: Instead): Step {
  const { token, place: _place, away: _away, thread: said, ...rest } = state
  return go(
    {
      ...rest,
      thread: thread.close(said),
      phase: 'ended',
      ended: reason,
      ...(instead && { instead }),
      ...(token && said.entries.length > 0 && { bye: { token } }),
      line: 'off',
      typing: '',
      turn: false,
    },
    { do: 'hang-up', depart },
    { do: 'forget' },
  )
}

function elsewhere(state: State): Step {
  return go({ ...fresh(state), phase: 'elsewhere' }, { do: 'hang-up', depart: false })
}

const fail = (state: State, fault: NonNullable<State['fault']>): Step => {
  const { token: _token, case: _case, ...rest } = state
  return go({ ...rest, phase: 'failed', fault, line: 'off' }, { do: 'hang-up', depart: false })
}

/** What stands in front of a chat. A message that is being written is not taken out of anybody's hands. */
function front(state: State, look: Look): State {
  const { open, why = 'nobody' } = look.availability
  const busy = state.phase === 'nobody' && (state.letter || state.values[LETTER])
  if (open && busy) return { ...state, look }
  const { instead: _before, ...rest } = state
  const instead = look.otherwise
  return open ? { ...rest, look, phase: 'form' } : shut({ ...rest, look }, why, instead)
}

const shut = (state: State, why: Why, instead?: Instead): State => ({
  ...state,
  phase: 'nobody',
  line: 'off',
  why,
  ...(instead && { instead }),
})

const refuse =
  (why: Why) =>
  (state: State, _fields: readonly string[], instead?: Instead): Step =>
    go(shut(state, why, instead), { do: 'hang-up', depart: false }, { do: 'look' })

type Refuse = (state: State, fields: readonly string[], instead?: Instead) => Step
const refusals: Record<Refusal, Refuse> = {
  form: (state, fields) =>
    go(
      {
        ...state,
        phase: 'form',
        line: 'off',
        wrong: Object.fromEntries(fields.map((name) => [name, 'refused' as Wrong])),
      },
      { do: 'hang-up', depart: false },
    ),
  closed: refuse('closed'),
  nobody: refuse('nobody'),
  full: refuse('full'),
  blocked: (state) => fail(state, 'blocked'),
  'too-often': (state) => fail(state, 'too-often'),
  // A ticket lives for minutes; a new one is a new try.
  ticket: (state) => again(state),
  gone: (state) => fail(state, 'not-found'),
  twice: (state) => again(state),
  server: (state) => fail(state, 'server'),
  later: (state) => again(state),
}

/** A first request is tried again from the ticket on, a few times. */
function again(state: State): Step {
  const tries = state.tries + 1
  if (tries >= MOST_TRIES) return fail(state, 'no-connection')
  return go(
    { ...state, tries, line: 'off' },
    { do: 'hang-up', depart: false },
    { do: 'join', values: state.values, soon: false },
  )
}

const presence = ({ away }: State): Deed => ({ do: 'presence', ...(away === undefined ? {} : { away }) })

/** Where the case stands, told in the answer to `join-queue`. */
function settleIn(state: State, room: State['room'], phase: string): Step {
  const here: Deed = presence(state)
  if (room)
    return go({ ...state, phase: 'joining', room, knocks: 0 }, here, { do: 'enter', room, soon: true })
  if (phase === 'opening') return go({ ...state, phase: 'joining' }, here)
  return go({ ...state, phase: 'waiting' }, here)
}

const steps: Steps = {
  look: (state, { look }) =>
    state.phase === 'loading' || state.phase === 'nobody' || state.phase === 'form'
      ? go(front(state, look))
      : go({ ...state, look }),

  'look-failed': (state, { fault }) => (state.phase === 'loading' ? fail(state, fault) : go(state)),

  kept: (state, { kept: was, mine }) => {
    const back = {
      ...state,
      case: was.case,
      token: was.token,
      ...(was.asked && { asked: was.asked }),
      ...(was.values && { values: was.values }),
      thread: thread.revive(was),
      phase: 'connecting' as const,
    }
    return mine ? go(back, { do: 'connect' }) : go({ ...fresh(state), phase: 'elsewhere' })
  },

  start(state, { values: raw }) {
    const fields = state.look?.form.fields ?? []
    const { values, wrong } = fillIn(fields, raw)
    if (state.phase !== 'form' && state.phase !== 'failed') return go(state)
    if (Object.keys(wrong).length > 0) return go({ ...state, values: raw, wrong })
    const { fault: _fault, asked: _before, ...rest } = state
    const asked = told(fields, values)
    return go(
      { ...rest, phase: 'connecting', values, wrong, tries: 0, ...(asked && { asked }) },
      { do: 'claim' },
      { do: 'join', values, soon: true },
    )
  },

  follow: (state) =>
    go({ ...state, phase: 'connecting' }, { do: 'claim' }, { do: 'join', values: {}, soon: true }),

  up(state) {
    const there = { ...state, line: 'up' as const, tries: 0 }
    return state.token
      ? go(there, { do: 'resume', token: state.token, soon: true })
      : go({ ...state, line: 'up' })
  },

  down(state) {
    const tries = state.tries + 1
    const lost = {
      ...state,
      line: 'down' as const,
      tries,
      typing: '',
      people: {},
      thread: thread.interrupt(state.thread),
    }
    return !state.token && tries >= MOST_TRIES ? fail(lost, 'no-connection') : go(lost)
  },

  'visit-failed': (state, { fault }) => (state.phase === 'connecting' ? fail(state, fault) : go(state)),

  joined: (state, { case: id, token, phase, room }) =>
    settleIn({ ...state, case: id, token: token || state.token || '', tries: 0 }, room, phase),

  refused(state, { why, fields, instead }) {
    if (!state.token) return state.phase === 'connecting' ? refusals[why](state, fields, instead) : go(state)
    // Coming back: the case is over, or the component is not there just now.
    if (why === 'gone') return end(state, 'unknown')
    return go(state, { do: 'resume', token: state.token, soon: false })
  },

  place: (state, { position, seconds }) =>
    state.phase === 'waiting' || state.phase === 'connecting'
      ? go({ ...state, place: { position, ...(seconds === undefined ? {} : { seconds }) } })
      : go(state),

  added: (state, { text }) => save(go({ ...state, asked: [state.asked, text].filter(Boolean).join('\n') })),

  away(state, { away }) {
    if (state.phase !== 'waiting') return go(state)
    const { away: _before, ...rest } = state
    const now = { ...rest, ...(away === undefined ? {} : { away }) }
    return go(now, presence(now))
  },

  leave: (state) => (isRunning(state) ? end(state, 'visitor-left', true) : go(fresh(state), { do: 'look' })),

  ended: (state, { case: id, reason, instead }) =>
    state.case === id && isRunning(state) ? end(state, reason, false, instead) : go(state),

  letter({ letter: _before, ...state }, { values, wrong = {}, letter }) {
    return go({ ...state, values, wrong, ...(letter && { letter }) })
  },

  rated: (state, { rating }) => go(state.bye ? { ...state, bye: { ...state.bye, rated: rating } } : state),

  write: (state) => go(state.phase === 'ended' ? { ...state, thread: thread.empty } : state),

  switch(state, { look, idle }) {
    const move: Deed = { do: 'move', workgroup: look.workgroup.jid }
    const { [LETTER]: _text, ...values } = state.values
    const there = front({ ...fresh(state), values }, look)
    const ready = !idle && Object.keys(values).length > 0 && there.phase === 'form'
    const begun = ready ? steps.start(there, { values }) : go(there)
    // What the other form asks for besides is asked without a reproach.
    return begun.deeds.length > 0 ? go(begun.state, move, ...begun.deeds) : go(there, move)
  },

  restart: (state) => go(fresh(state), { do: 'look' }),

  here: (state) => go({ ...state, phase: 'connecting', line: 'off' }, { do: 'take-over' }),

  superseded: (state) => (isRunning(state) ? elsewhere(state) : go(state)),

  'elsewhere-chat': (state, { running }) => {
    if (running && (state.phase === 'form' || state.phase === 'nobody')) return elsewhere(state)
    return !running && state.phase === 'elsewhere' ? go(fresh(state), { do: 'look' }) : go(state)
  },

  seen(state, { seen }) {
    const now = {
      ...state,
      seen,
      turn: state.turn && !seen,
      thread: seen ? thread.readAll(state.thread) : state.thread,
    }
    return now.thread === state.thread ? go(now) : save(go(now))
  },

  ...talk,
}

export function step(state: State, happening: Happening): Step {
  const next = (steps[happening.is] as (state: State, happening: Happening) => Step)(state, happening)
  const deeds = [...next.deeds, ...seeing(state, next.state)]
  return kept(state, { ...next, deeds })
}

/** Of what an operator said the other side hears that it was read. */
function seeing({ thread: before }: State, { phase, room, thread: now }: State): Deed[] {
  if (phase !== 'chatting' || !room || now.read === undefined || now.read === before.read) return []
  const from = now.entries.findIndex(({ stanzaId }) => stanzaId === before.read)
  const isNews = now.entries.slice(from + 1).some(({ who }) => who === 'other')
  return isNews ? [{ do: 'displayed', room, id: now.read }] : []
}

function kept(state: State, next: Step): Step {
  const changed = next.state.token !== state.token || next.state.thread.pending !== state.thread.pending
  return changed && !next.deeds.some((deed) => deed.do === 'keep') ? save(next) : next
}
