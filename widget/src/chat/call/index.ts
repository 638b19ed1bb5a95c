/**
 * A call in the visitor's panel (C6), fetched when the first one is asked for. The operator asks in the room (XEP-0482), the visitor
 * allows it or does not; then the two browsers talk to each other, as Jingle through the room has them agree.
 */
import { HINTS, STANZAS } from '../../../../component/protocol/namespaces.js'
import { el, kids, type Plain } from '../../shared/call/element.ts'
import { captured, MediaError, stopped } from '../../shared/call/media.ts'
import { CATEGORIES, NS } from '../../shared/call/names.ts'
import { type Fate, type Kind, Peer } from '../../shared/call/peer.ts'
import { iceServers } from '../../shared/call/services.ts'
import css from './call.css?inline'
import { draw as drawIn } from './card.ts'
import { plainOf } from './element-dom.ts'
import { wordsIn } from './words.ts'

/** The line, as far as a call needs it. */
export interface Side {
  /** The room, and the visitor's name in it. */
  readonly room: { readonly jid: string; readonly nick: string }
  send(stanza: Plain): void
  /** The answer, or nothing when none came in time (ms). */
  ask(iq: Plain, timeout: number): Promise<Element | undefined>
}

export interface Call {
  /** The room's id of the invitation. */
  readonly id: string
  readonly sid: string
  readonly kind: Kind
  /** Who asks, as the room calls them. */
  readonly by: string
  phase: 'asked' | 'connecting' | 'on' | 'over'
  /** The word about why it is over. */
  why?: 'ended' | 'refused' | 'device' | 'impossible' | 'path'
  since?: number
  own?: MediaStream
  theirs?: MediaStream
  isMuted?: boolean
  peer?: Peer
  /** What came before there was a peer to hear it. */
  early: Plain[]
}

const ANSWERS_WITHIN = 10_000
const SERVICES_WITHIN = 2_000

let current: Call | undefined
let side: Side | undefined
let place: HTMLElement | undefined

/** A stanza of the room that may be about a call. */
export function hear(line: Side, element: Element): void {
  const stanza = plainOf(element)
  const [room, by = ''] = cut(stanza.attrs.from)
  if (room !== line.room.jid || by === line.room.nick) return
  side = line
  if (stanza.name === 'message') said(stanza, by)
  else void agree(stanza)
}

/** A room's address, and the name in it. */
function cut(address = ''): string[] {
  const slash = address.indexOf('/')
  return [address.slice(0, slash), address.slice(slash + 1)]
}

const inside = (parent: Plain | undefined, name: string, xmlns: string): Plain | undefined =>
  parent && kids(parent, name).find(({ attrs }) => attrs.xmlns === xmlns)

function said(message: Plain, by: string): void {
  const invite = inside(message, 'invite', NS.invites)
  const sid = inside(invite, 'jingle', NS.invites)?.attrs.sid
  const id = kids(message, 'stanza-id').find(({ attrs }) => attrs.by === side?.room.jid)?.attrs.id
  if (invite && sid && id) {
    if (current && current.phase !== 'over') {
      answer('reject', id, sid)
      return
    }
    const isScreen = inside(invite, 'category', NS.category)?.attrs.name === CATEGORIES.screen
    const kind = isScreen ? 'screen' : invite.attrs.video === 'true' ? 'video' : 'audio'
    current = { id, sid, kind, by, phase: 'asked', early: [] }
    draw()
    return
  }
  const ends = inside(message, 'retract', NS.invites) ?? inside(message, 'left', NS.invites)
  if (ends && current && by === current.by && ends.attrs.id === current.id) {
    current.peer?.drop()
    finish('ended')
  }
}

/** The answer to the invitation, kept in the room's archive: that it was taken, or was not, is part of the story. */
function answer(what: 'accept' | 'reject' | 'left', id: string, sid: string): void {
  side?.send(
    el(
      'message',
      { to: side.room.jid, type: 'groupchat' },
      el(what, { xmlns: NS.invites, id }, what === 'accept' && el('jingle', { sid })),
      el('store', { xmlns: HINTS }),
    ),
  )
}

async function allow(): Promise<void> {
  const call = current
  if (call?.phase !== 'asked') return
  call.phase = 'connecting'
  draw()
  try {
    call.own = await captured(call.kind)
  } catch (error) {
    answer('reject', call.id, call.sid)
    return finish(error instanceof MediaError ? error.fault : 'impossible')
  }
  if (current !== call || call.phase !== 'connecting') return stopped(call.own)
  // The browser has a button of its own for that.
  for (const track of call.own.getTracks()) track.onended = () => leave()
  answer('accept', call.id, call.sid)
  draw()
}

function refuse(): void {
  if (!current) return
  if (current.phase === 'asked') answer('reject', current.id, current.sid)
  current = undefined
  draw()
}

/** The operator's browser begins; every part of it is answered, as an IQ has to be. */
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
  const question = el('iq', { type: 'get' }, el('services', { xmlns: NS.services }))
  const services = await line.ask(question, SERVICES_WITHIN)
  if (current !== call || !call.own) return
  call.peer = new Peer(
    call.sid,
    'responder',
    call.kind,
    { iceServers: iceServers(services && plainOf(services)) },
    {
      async say(said) {
        const got = await line.ask(el('iq', { type: 'set', to }, said), ANSWERS_WITHIN)
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
      over: (fate) => current === call && finish(WORD[fate]),
    },
  )
  try {
    await call.peer.accept(heard, call.own)
    for (const one of call.early.splice(0)) await call.peer.hear(one)
  } catch {
    finish('path')
  }
}

const WORD: Readonly<Record<Fate, NonNullable<Call['why']>>> = {
  ended: 'ended',
  declined: 'ended',
  'no-path': 'path',
  broken: 'path',
}

/** The visitor has had enough. */
function leave(): void {
  const call = current
  if (!call || call.phase === 'over') return
  answer('left', call.id, call.sid)
  finish('ended')
}

function finish(why: NonNullable<Call['why']>): void {
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

function draw(): void {
  if (!place) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
    place = document.createElement('div')
    document.documentElement.append(place)
    addEventListener('pagehide', leave)
  }
  const words = wordsIn(document.documentElement.lang)
  drawIn(place, current, words, { allow: () => void allow(), refuse, leave, mute })
}
