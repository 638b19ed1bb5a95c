/**
 * A call in the visitor's panel (C6), fetched when the first one is asked for. One side asks in the room (XEP-0482), the other allows
 * it or does not; then the two browsers talk to each other, as Jingle through the room has them agree.
 */
import { STANZAS } from '../../../../component/protocol/namespaces.js'
import { exchange, type Use } from '../../shared/call/devices.ts'
import { el, kids, type Plain } from '../../shared/call/element.ts'
import { captured, MediaError, stopped } from '../../shared/call/media.ts'
import { CATEGORIES, NS, type Role } from '../../shared/call/names.ts'
import { type Fate, type Kind, Peer } from '../../shared/call/peer.ts'
import { iceServers } from '../../shared/call/services.ts'
import { draw as drawIn } from './card.ts'
import { plainOf } from './element-dom.ts'
import { inside, told } from './said.ts'

/** The line, as far as a call needs it. */
export interface Side {
  /** The room, and the visitor's name in it. */
  readonly room: { readonly jid: string; readonly nick: string }
  send(stanza: Plain): void
  /** The answer, or nothing when none came in time (ms). */
  ask(iq: Plain, timeout: number): Promise<Element | undefined>
}

/** The word about why it is over. */
export type Why = 'ended' | 'away' | 'declined' | 'unanswered' | 'refused' | 'device' | 'impossible' | 'path'

export interface Call {
  /** The room's id of the invitation; empty until it is there. */
  id: string
  readonly sid: string
  kind: Kind
  /** Who asks, or is asked, as the room calls them. */
  by: string
  /** `choosing`, `asking`: the visitor's own; `again`: the way was lost, another one is looked for. */
  phase: 'choosing' | 'asking' | 'asked' | 'connecting' | 'on' | 'again' | 'over'
  why?: Why
  since?: number
  own?: MediaStream
  theirs?: MediaStream
  isMuted?: boolean
  byRelay: boolean
  peer?: Peer
  /** What came before there was a peer to hear it. */
  early: Plain[]
}

const ANSWERS_WITHIN = 10_000
const SERVICES_WITHIN = 2_000
/** Nobody is asked for longer, ms. */
const PATIENCE = 60_000

let current: Call | undefined
let side: Side | undefined
/** The server that the visitor is at: it knows of STUN and TURN. */
let host = ''

const isRunning = (): boolean => current !== undefined && current.phase !== 'over'
const newCall = (of: Pick<Call, 'id' | 'sid' | 'kind' | 'by' | 'phase' | 'byRelay'>): Call => ({
  ...of,
  early: [],
})

/** The visitor would like to talk; `by` is who they talk to. */
export function start(line: Side, by: string): void {
  if (isRunning()) return
  side = line
  const sid = crypto.randomUUID()
  current = newCall({ id: '', sid, kind: 'audio', by, phase: 'choosing', byRelay: false })
  draw()
}

/** A stanza of the room that may be about a call. */
export function hear(line: Side, element: Element): void {
  const stanza = plainOf(element)
  const [room, by = ''] = cut(stanza.attrs.from)
  if (room !== line.room.jid) return
  side = line
  host = stanza.attrs.to?.split('/')[0]?.split('@')[1] ?? host
  if (by === line.room.nick) reflected(stanza)
  else if (stanza.name === 'message') said(stanza, by)
  else void agree(stanza)
}

/** A room's address, and the name in it. */
function cut(address = ''): string[] {
  const slash = address.indexOf('/')
  return [address.slice(0, slash), address.slice(slash + 1)]
}

const idBy = (message: Plain): string | undefined =>
  kids(message, 'stanza-id').find(({ attrs }) => attrs.by === side?.room.jid)?.attrs.id

/** The room's id of the visitor's own invitation. */
function reflected(message: Plain): void {
  const id = message.attrs.id === current?.sid && inside(message, 'invite', NS.invites) && idBy(message)
  if (current && id) current.id = id
}

function said(message: Plain, by: string): void {
  const invite = inside(message, 'invite', NS.invites)
  const sid = inside(invite, 'jingle', NS.invites)?.attrs.sid
  const id = idBy(message)
  if (invite && sid && id) {
    if (isRunning()) {
      answer('reject', id, sid)
      return
    }
    const isScreen = inside(invite, 'category', NS.category)?.attrs.name === CATEGORIES.screen
    const kind = isScreen ? 'screen' : invite.attrs.video === 'true' ? 'video' : 'audio'
    const byRelay = inside(invite, 'relay', NS.parlor) !== undefined
    current = newCall({ id, sid, kind, by, phase: 'asked', byRelay })
    draw()
    return
  }
  const call = current
  if (!call?.id || call.phase === 'over') return
  const accept = inside(message, 'accept', NS.invites)
  if (call.phase === 'asking') {
    if (accept?.attrs.id === call.id) taken(call, by, inside(accept, 'relay', NS.parlor) !== undefined)
    else if (inside(message, 'reject', NS.invites)?.attrs.id === call.id) finish('declined')
    return
  }
  const ends = inside(message, 'retract', NS.invites) ?? inside(message, 'left', NS.invites)
  if (ends && by === call.by && ends.attrs.id === call.id) {
    call.peer?.drop()
    finish(inside(ends, 'gone', NS.parlor) ? 'away' : 'ended')
  }
}

/** Said in the room and kept in its archive: that a call was taken, or was not, is part of the story. */
function answer(what: 'accept' | 'reject' | 'left' | 'retract', id: string, sid: string, gone = false): void {
  if (!id) return
  const about = what === 'accept' ? el('jingle', { sid }) : gone && el('gone', { xmlns: NS.parlor })
  side?.send(told(side.room.jid, el(what, { xmlns: NS.invites, id }, about)))
}

/** The visitor says how they would like to talk. */
async function ask(kind: Kind): Promise<void> {
  const call = current
  if (call?.phase !== 'choosing') return
  call.kind = kind
  call.phase = 'asking'
  draw()
  if (!(await capture(call)) || current !== call || call.phase !== 'asking') return
  const video = String(kind === 'video')
  const invite = el('invite', { xmlns: NS.invites, audio: 'true', video }, el('jingle', { sid: call.sid }))
  side?.send(told(side.room.jid, invite, call.sid))
  setTimeout(() => {
    if (current !== call || call.phase !== 'asking') return
    answer('retract', call.id, call.sid)
    finish('unanswered')
  }, PATIENCE)
}

/** Microphone, camera or screen; says why there is none. */
async function capture(call: Call): Promise<boolean> {
  try {
    const own = await captured(call.kind)
    if (current !== call || call.phase === 'over') stopped(own)
    else call.own = own
    // The browser has a button of its own for that.
    for (const track of own.getTracks()) track.onended = () => leave()
    return call.own === own
  } catch (error) {
    if (current === call) finish(error instanceof MediaError ? error.fault : 'impossible')
    return false
  }
}

async function allow(): Promise<void> {
  const call = current
  if (call?.phase !== 'asked') return
  call.phase = 'connecting'
  draw()
  if (await capture(call)) answer('accept', call.id, call.sid)
  else answer('reject', call.id, call.sid)
  draw()
}

/** The operator has said yes: whoever has asked begins. */
function taken(call: Call, by: string, byRelay: boolean): void {
  call.by = by
  call.byRelay = byRelay
  call.phase = 'connecting'
  draw()
  void connect(call, 'initiator')
    .then((peer) => peer?.start(call.own))
    .catch(() => finish('path'))
}

function refuse(): void {
  if (!current) return
  if (current.phase === 'asked') answer('reject', current.id, current.sid)
  current = undefined
  draw()
}

/** Every part of it is answered, as an IQ has to be. */
async function agree(iq: Plain): Promise<void> {
  const line = side
  const heard = inside(iq, 'jingle', NS.jingle)
  const { from: to = '', id, type } = iq.attrs
  if (!line || !heard || type !== 'set') return
  const call = current
  if (!call || call.by !== cut(to)[1] || heard.attrs.sid !== call.sid || !call.own) {
    const gone = el('item-not-found', { xmlns: STANZAS })
    const error = el('error', { type: 'cancel' }, gone, el('unknown-session', { xmlns: NS.errors }))
    line.send(el('iq', { type: 'error', id, to }, error))
    return
  }
  line.send(el('iq', { type: 'result', id, to }))
  if (heard.attrs.action !== 'session-initiate') {
    if (!call.peer) call.early.push(heard)
    else await call.peer.hear(heard).catch(() => finish('path'))
    return
  }
  if (call.peer) return
  try {
    const peer = await connect(call, 'responder')
    if (!peer) return
    await peer.accept(heard, call.own)
    for (const one of call.early.splice(0)) await peer.hear(one)
  } catch {
    finish('path')
  }
}

async function connect(call: Call, role: Role): Promise<Peer | undefined> {
  const line = side
  if (!line) return undefined
  const to = `${line.room.jid}/${call.by}`
  const question = el('iq', { type: 'get', to: host }, el('services', { xmlns: NS.services }))
  const services = await line.ask(question, SERVICES_WITHIN)
  if (current !== call || call.phase === 'over') return undefined
  const way: RTCConfiguration = {
    iceServers: iceServers(services && plainOf(services)),
    iceTransportPolicy: call.byRelay ? 'relay' : 'all',
  }
  const peer = new Peer(call.sid, role, call.kind, way, {
    async say(said) {
      // The line may be another one by now.
      const got = await (side ?? line).ask(el('iq', { type: 'set', to }, said), ANSWERS_WITHIN)
      if (got?.getAttribute('type') !== 'result') throw new Error('the other one has not agreed')
    },
    shows(stream) {
      call.theirs = stream
      draw()
    },
    connected() {
      call.phase = 'on'
      call.since ??= Date.now()
      draw()
    },
    interrupted() {
      call.phase = 'again'
      draw()
    },
    over: (fate) => current === call && finish(WORD[fate]),
  })
  call.peer = peer
  return peer
}

const WORD: Readonly<Record<Fate, Why>> = {
  ended: 'ended',
  declined: 'ended',
  'no-path': 'path',
  broken: 'path',
}

/** The visitor has had enough, or their page goes away. */
function leave(gone = false): void {
  const call = current
  if (!call || call.phase === 'over') return
  answer(call.phase === 'asking' ? 'retract' : 'left', call.id, call.sid, gone)
  finish('ended')
}

function finish(why: Why): void {
  const call = current
  if (!call || call.phase === 'over') return
  call.phase = 'over'
  call.why = why
  stopped(call.own)
  call.peer?.end()
  draw()
}

function mute(): void {
  if (!current?.own) return
  current.isMuted = !current.isMuted
  for (const track of current.own.getAudioTracks()) track.enabled = !current.isMuted
  draw()
}

/** One that cannot be had leaves everything as it was. */
async function choose(use: Use, device: string): Promise<void> {
  const call = current
  if (!call?.own || call.phase === 'over') return
  const send = async (before: MediaStreamTrack, after: MediaStreamTrack) => call.peer?.replace(before, after)
  await exchange(call.own, use, device, send).catch(() => {})
  if (call.why) stopped(call.own)
  if (current === call) draw()
}

addEventListener('pagehide', () => leave(true))

const acts = {
  ask: (kind: Kind) => void ask(kind),
  allow: () => void allow(),
  refuse,
  leave: () => leave(),
  mute,
  choose: (use: Use, device: string) => void choose(use, device),
}
const draw = (): void => drawIn(current, acts)
