/** The part of the life cycle that happens in and around the room. */
import { go, type Steps, save } from './base.ts'
import * as thread from './thread.ts'
import type { Deed, Said, State, Step } from './types.ts'

/** After this many refused entries the connection itself is made anew. */
const MOST_KNOCKS = 5

/** Sends the next own message, when it is its turn. */
function pump(state: State, ...deeds: Deed[]): Step {
  const next = state.phase === 'chatting' && state.line === 'up' ? thread.due(state.thread) : undefined
  if (!next || !state.room) return go(state, ...deeds)
  return go({ ...state, thread: thread.mark(state.thread, next.id, 'sending') }, ...deeds, {
    do: 'send',
    room: state.room,
    id: next.id,
    text: next.text,
    soon: true,
  })
}

const catchUp = (state: State, soon: boolean): Deed[] => {
  const after = thread.readTo(state.thread)
  return state.room ? [{ do: 'catch-up', room: state.room, soon, ...(after && { after }) }] : []
}

/** The chat belongs to the operator who is named; when they are gone, to whoever is there and is no guest. */
function lead(state: State): State {
  const { room, people, guests } = state
  if (!room) return state
  if (Object.hasOwn(people, room.with)) return { ...state, met: room.with }
  const next = Object.keys(people).find((name) => !guests.includes(name))
  return next === undefined ? state : { ...state, met: next, room: { ...room, with: next } }
}

/** Has whoever is named been in the room? Until then nobody is talked to, they are on their way. */
export const isMet = ({ room, people, met, thread: { entries } }: State): boolean =>
  room !== undefined &&
  (met === room.with || Object.hasOwn(people, room.with) || entries.some(({ name }) => name === room.with))

/** What the desk says about who is in the chat. */
function follow(state: State, { notice, about }: Said): State {
  if (!state.room || !about) return state
  const guests = state.guests.filter((name) => name !== about)
  if (notice === 'transferred') return { ...state, guests, room: { ...state.room, with: about } }
  return { ...state, guests: notice === 'colleague-joined' ? [...guests, about] : guests }
}

/** New lines on the screen: read when they are seen, announced when they are not. */
function arrived(before: State, now: State): Step {
  const news = thread.unread(now.thread) > thread.unread(before.thread)
  const read = now.seen ? { ...now, thread: thread.readAll(now.thread) } : now
  const next = pump(read, ...(news && !now.seen ? [{ do: 'sound', sound: 'message' } as const] : []))
  return read.thread.read === before.thread.read ? next : save(next)
}

/** What cannot be sent now is not offered: the words stand as they are. */
export const mayAmend = ({ phase, line, thread: { live } }: State): boolean =>
  phase === 'chatting' && line === 'up' && live

export const talk: Pick<
  Steps,
  | 'invited'
  | 'entered'
  | 'not-entered'
  | 'removed'
  | 'other'
  | 'said'
  | 'history'
  | 'history-failed'
  | 'typing'
  | 'displayed'
  | 'bounced'
  | 'say'
  | 'retry'
> = {
  invited(state, { case: id, room }) {
    if (id !== state.case || !state.token) return go(state)
    // The second invitation to the same room (XEP-0249 beside XEP-0045 §7.8) brings nothing but perhaps a name.
    if (state.room?.jid === room.jid && (state.phase === 'joining' || state.phase === 'chatting'))
      return go({ ...state, room: { ...state.room, with: room.with } })
    const { place: _place, away: _away, ...rest } = state
    return go(
      { ...rest, phase: 'joining', room, knocks: 0, people: {}, turn: !state.seen },
      { do: 'enter', room, soon: true },
      { do: 'sound', sound: 'turn' },
    )
  },

  entered(state) {
    if (!state.room) return go(state)
    const now: State = { ...state, phase: 'chatting', knocks: 0, thread: { ...state.thread, live: false } }
    return go(now, ...catchUp(now, true))
  },

  'not-entered'(state) {
    if (!state.room || !state.token) return go(state)
    const knocks = state.knocks + 1
    if (knocks > MOST_KNOCKS) return go({ ...state, knocks: 0 }, { do: 'reconnect' })
    return go({ ...state, knocks }, { do: 'enter', room: state.room, soon: false })
  },

  /** Out of the room without a word: the seat was moved, or the room or its server restarted. Ask the desk anew. */
  removed: (state) =>
    state.token && state.phase === 'chatting'
      ? go({ ...state, thread: thread.interrupt(state.thread) }, { do: 'reconnect' })
      : go(state),

  other(state, { name, here, show }) {
    const { [name]: _before, ...others } = state.people
    const typing = !here && state.typing === name ? '' : state.typing
    return go(lead({ ...state, typing, people: here ? { ...others, [name]: show } : others }))
  },

  said(state, { said }) {
    const isOver = said.name === state.typing || said.notice === 'operator-lost'
    const typing = isOver ? '' : state.typing
    return arrived(state, follow({ ...state, typing, thread: thread.take(state.thread, said) }, said))
  },

  history(state, { said }) {
    const now = lead([...said, ...state.thread.held].reduce(follow, state))
    return arrived(state, { ...now, thread: thread.catchUp(state.thread, said) })
  },

  'history-failed'(state) {
    const { state: now, deeds } = arrived(state, { ...state, thread: thread.giveUp(state.thread) })
    return go(now, ...deeds, ...catchUp(now, false))
  },

  typing: (state, { name, on }) =>
    on || state.typing === name ? go({ ...state, typing: on ? name : '' }) : go(state),

  displayed: (state, { id }) => go({ ...state, thread: thread.seenTo(state.thread, id) }),

  bounced(state, { id, again }) {
    if (!again) return pump({ ...state, thread: thread.mark(state.thread, id, 'failed') })
    const mine = state.thread.pending.find((entry) => entry.id === id)
    return mine && state.room
      ? go(state, { do: 'send', room: state.room, id, text: mine.text, soon: false })
      : go(state)
  },

  say: (state, entry) =>
    state.token && entry.text.trim()
      ? pump({ ...state, thread: thread.write(state.thread, entry, state.room?.nick ?? '') })
      : go(state),

  retry: (state, { id }) => pump({ ...state, thread: thread.mark(state.thread, id, 'queued') }),
}
