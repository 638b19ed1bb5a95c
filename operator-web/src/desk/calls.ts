/**
 * Calls of this operator (C6): asked for in the room (XEP-0482) by either side, agreed on by Jingle between the two occupants (XEP-0166),
 * carried by the two browsers. One at a time; the chats go on meanwhile. What speaks WebRTC is fetched with the first call.
 */
import { exchange, type Use } from '../../../widget/src/shared/call/devices.ts'
import { captured, MediaError, type MediaFault, stopped } from '../../../widget/src/shared/call/media.ts'
import type { Role } from '../../../widget/src/shared/call/names.ts'
import type { Fate, Kind, Peer } from '../../../widget/src/shared/call/peer.ts'
import { Store } from '../model/store.ts'
import type { Chat, RoomJid } from '../model/types.ts'
import {
  answeredIn,
  askedIn,
  buildAnswer,
  buildEnd,
  buildInvite,
  buildJingle,
  buildServices,
  goneIn,
  jingleIn,
  reflectedIn,
  servicesOf,
} from '../wire/call.ts'
import { bare, type Element, host, resource } from '../wire/xml.ts'
import { forgetCall, keepCall, keptCall } from './call-kept.ts'
import type { Hands, Part } from './hands.ts'

/** What the screens see of it. */
export interface Call {
  readonly room: RoomJid
  /** The visitor, as the room calls them. */
  readonly with: string
  readonly kind: Kind
  /** `ringing`: the visitor asks; `away`: their page is, and they are asked again; `again`: the way was lost, another one is looked for. */
  readonly phase: 'ringing' | 'asking' | 'connecting' | 'on' | 'again' | 'away' | 'over'
  readonly why?: Over
  readonly since?: number
  readonly own?: MediaStream
  readonly theirs?: MediaStream
  readonly isMuted?: boolean
}

/** Why it is over. */
export type Over = 'ended' | 'declined' | 'unanswered' | 'missed' | 'path' | MediaFault

/** Nobody is asked for longer, or waited for, ms. */
const PATIENCE = 60_000

/** What only this part knows of the call. */
type Jingle = Parameters<Peer['hear']>[0]

interface Behind {
  readonly sid: string
  /** Of what this desk has said: the invitation, or the answer to one. */
  readonly messageId: string
  /** The room's own id of the invitation, once it came back. */
  inviteId?: string | undefined
  /** Another desk of the same person may have been quicker, until the room has reflected our answer. */
  isOurs: boolean
  peer?: Peer
  /** What came before there was a peer to hear it. */
  readonly early: Jingle[]
  cancel: () => void
}

const WHY: Readonly<Record<Fate, Over>> = {
  ended: 'ended',
  declined: 'declined',
  'no-path': 'path',
  broken: 'path',
}

export class Calls implements Part {
  readonly current = new Store<Call | undefined>(undefined)
  #behind: Behind | undefined
  /** Of before this page was loaded. */
  #kept = keptCall()

  constructor(private readonly hands: Hands) {
    hands.link.onStanza((stanza) => this.#hear(stanza))
  }

  onFact: Part['onFact'] = (fact) => {
    const call = this.current.get()
    if (fact.is === 'ended' && call && !this.#chat(call.room)) this.hangUp()
    if (this.#kept) this.#takeUp()
    const isBack = fact.is === 'occupant' && fact.here && fact.room === call?.room && fact.nick === call.with
    if (isBack && (call.phase === 'away' || call.phase === 'again')) this.#askAgain(call)
  }

  /** The page goes away; the next one takes it up where it can. */
  stop = (): void => {
    const [call, { sid, inviteId = '' } = {}] = [this.current.get(), this.#behind]
    if (!call || !this.isBusy() || !sid) return
    const rings = call.phase === 'ringing'
    keepCall({ ...{ room: call.room, with: call.with, kind: call.kind }, rings, sid, inviteId })
    if (!rings) this.#tellEnd(call.phase === 'asking' ? 'retract' : 'left', true)
    this.#finish('ended')
  }

  /** In a click, so that the browser lets the microphone be asked for. */
  async ask(chat: Pick<Chat, 'room' | 'with'>, kind: Kind, had?: MediaStream): Promise<void> {
    if (this.isBusy()) return
    const behind = this.#begin({ room: chat.room, with: chat.with, kind, phase: 'asking' })
    if (kind !== 'screen' && !(await this.#capture(behind, kind, had))) return
    behind.cancel = this.hands.later(PATIENCE, () => {
      this.#tellEnd('retract')
      this.#finish('unanswered')
    })
    const byRelay = this.#isByRelay(chat.room)
    this.hands.link.send(buildInvite(chat.room, behind.messageId, behind.sid, kind, byRelay))
  }

  /** The visitor has asked, and the operator says yes. */
  async answer(): Promise<void> {
    const [call, behind] = [this.current.get(), this.#behind]
    if (call?.phase !== 'ringing' || !behind?.inviteId) return
    behind.cancel()
    this.#change({ phase: 'connecting' })
    const { inviteId, messageId, sid } = behind
    const has = await this.#capture(behind, call.kind)
    const byRelay = this.#isByRelay(call.room)
    const about = { id: messageId, invite: inviteId, sid, byRelay }
    this.hands.link.send(buildAnswer(call.room, has ? 'accept' : 'reject', about))
  }

  decline(): void {
    const [call, behind] = [this.current.get(), this.#behind]
    if (call?.phase !== 'ringing' || !behind?.inviteId) return
    this.#reject(call.room, behind.inviteId, behind.sid, behind.messageId)
    this.#drop()
  }

  isBusy(): boolean {
    const call = this.current.get()
    return call !== undefined && call.phase !== 'over'
  }

  isRinging = (): boolean => this.current.get()?.phase === 'ringing'

  hangUp(): void {
    const call = this.current.get()
    if (!call || call.phase === 'over') return
    if (call.phase === 'ringing') this.decline()
    else {
      if (call.phase !== 'away') this.#tellEnd(call.phase === 'asking' ? 'retract' : 'left')
      this.#finish('ended')
    }
  }

  /** After a failure. */
  callAgain(): void {
    const call = this.current.get()
    const chat = call?.phase === 'over' && this.#chat(call.room)
    if (chat) void this.ask(chat, call.kind)
  }

  /** The word about why it is over has been read. */
  putAway(): void {
    if (!this.isBusy()) this.current.set(undefined)
  }

  mute(): void {
    const call = this.current.get()
    if (!call?.own) return
    const isMuted = !call.isMuted
    for (const track of call.own.getAudioTracks()) track.enabled = !isMuted
    this.#change({ isMuted })
  }

  /** Another microphone or camera; one that cannot be had leaves everything as it was. */
  async choose(use: Use, device: string): Promise<void> {
    const { own } = this.current.get() ?? {}
    const peer = this.#behind?.peer
    if (!own || !this.isBusy()) return
    await exchange(own, use, device, async (before, after) => peer?.replace(before, after)).catch(() => {})
    if (this.current.get()?.own === own && this.isBusy()) this.#change({})
    else stopped(own)
  }

  readonly #chat = (room: RoomJid): Chat | undefined => {
    const chat = this.hands.desk().chats.get(room)
    return chat?.state === 'ended' ? undefined : chat
  }

  #workgroup(room: RoomJid) {
    const { chats, workgroups } = this.hands.desk()
    return workgroups.get(chats.get(room)?.workgroup ?? '')
  }

  #isByRelay = (room: RoomJid): boolean => this.#workgroup(room)?.byRelay === true

  #begin(call: Call, sid: string = crypto.randomUUID(), inviteId?: string): Behind {
    const messageId = crypto.randomUUID()
    this.#behind = { sid, messageId, inviteId, isOurs: false, early: [], cancel: () => {} }
    this.current.set(call)
    return this.#behind
  }

  /** Microphone and camera; says why there is none. */
  async #capture(behind: Behind, kind: Kind, had?: MediaStream): Promise<boolean> {
    try {
      const own = had ?? (await captured(kind))
      if (this.#behind === behind) this.#change({ own })
      else stopped(own)
      return this.#behind === behind
    } catch (error) {
      if (this.#behind === behind) this.#finish(error instanceof MediaError ? error.fault : 'impossible')
      return false
    }
  }

  #change(changes: Partial<Call>): void {
    const call = this.current.get()
    if (call) this.current.set({ ...call, ...changes })
  }

  #tellEnd(what: 'retract' | 'left', gone = false): void {
    const call = this.current.get()
    const { inviteId } = this.#behind ?? {}
    if (call && inviteId) this.hands.link.send(buildEnd(call.room, inviteId, what, gone))
  }

  #hear(stanza: Element): void {
    const from = stanza.attrs.from ?? ''
    const chat = this.#chat(bare(from))
    if (!chat) return
    const by = resource(from)
    if (stanza.name === 'message' && by === chat.with && this.#isAsked(chat, stanza)) return
    const [call, behind] = [this.current.get(), this.#behind]
    if (!call || !behind || call.phase === 'over' || chat.room !== call.room) return
    if (stanza.name === 'iq' && by === call.with) this.#agree(behind, stanza)
    else if (stanza.name === 'message' && by === chat.nick) this.#reflected(call, behind, stanza)
    else if (stanza.name === 'message' && by === call.with) this.#said(call, behind, stanza)
  }

  /** Does the visitor ask for a call? It rings, unless another one is going on. */
  #isAsked(chat: Chat, message: Element): boolean {
    const asked = askedIn(message, chat.room)
    if (!asked) return false
    const allowed = this.#workgroup(chat.room)?.calls === 'either' && chat.as === undefined
    if (!allowed) return true
    const { sid, id, kind } = asked
    if (this.isBusy()) this.#reject(chat.room, id, sid)
    else this.#ring(chat, kind, sid, id)
    return true
  }

  #reject(room: RoomJid, invite: string, sid: string, id: string = crypto.randomUUID()): void {
    this.hands.link.send(buildAnswer(room, 'reject', { id, invite, sid, byRelay: false }))
  }

  #ring({ room, with: name }: Pick<Chat, 'room' | 'with'>, kind: Kind, sid: string, id: string): void {
    const behind = this.#begin({ room, with: name, kind, phase: 'ringing' }, sid, id)
    behind.cancel = this.hands.later(PATIENCE, () => this.#finish('missed'))
  }

  #agree(behind: Behind, iq: Element): void {
    const jingle = jingleIn(iq)
    if (jingle?.attrs.sid !== behind.sid) return
    if (jingle.attrs.action === 'session-initiate') void this.#connect(behind, 'responder', jingle)
    else if (!behind.peer) behind.early.push(jingle)
    else behind.peer.hear(jingle).catch(() => this.#finish('path'))
  }

  /** What this desk has said, or another one of the same person. */
  #reflected(call: Call, behind: Behind, message: Element): void {
    if (message.attrs.id === behind.messageId) {
      behind.isOurs = true
      behind.inviteId ??= reflectedIn(message, call.room)
    } else if (!behind.isOurs && behind.inviteId && answeredIn(message, behind.inviteId)) this.#drop()
  }

  #said(call: Call, behind: Behind, message: Element): void {
    const said = behind.inviteId === undefined ? undefined : answeredIn(message, behind.inviteId)
    if (said === 'accept' && call.phase === 'asking') void this.#connect(behind, 'initiator')
    else if (said === 'reject') this.#finish('declined')
    else if (said === 'left' && goneIn(message)) this.#wait(call)
    else if (said === 'left' || said === 'retract') {
      behind.peer?.drop()
      this.#finish(call.phase === 'ringing' ? 'missed' : 'ended')
    }
  }

  async #connect(behind: Behind, role: Role, heard?: Jingle): Promise<void> {
    const call = this.current.get()
    if (!call || behind.peer) return
    behind.cancel()
    this.#change({ phase: 'connecting' })
    const [{ Peer }, iceServers] = await Promise.all([
      import('../../../widget/src/shared/call/peer.ts'),
      this.hands.link.ask(buildServices(host(this.hands.link.jid)), 2_000).then(servicesOf, () => []),
    ])
    if (this.#behind !== behind || this.current.get()?.phase !== 'connecting') return
    const to = `${call.room}/${call.with}`
    const way = { iceServers, iceTransportPolicy: this.#isByRelay(call.room) ? 'relay' : 'all' } as const
    const peer = new Peer(behind.sid, role, call.kind, way, {
      say: async (jingle) => void (await this.hands.link.ask(buildJingle(to, jingle))),
      shows: (theirs) => this.#change({ theirs }),
      connected: () => this.#change({ phase: 'on', since: this.current.get()?.since ?? this.hands.now() }),
      interrupted: () => this.#change({ phase: 'again' }),
      over: (fate) => this.#behind === behind && this.#finish(WHY[fate]),
    })
    behind.peer = peer
    const { own } = this.current.get() ?? {}
    const begun = heard && own ? peer.accept(heard, own) : peer.start(own)
    const early = () => Promise.all(behind.early.splice(0).map((one) => peer.hear(one)))
    await begun.then(early).catch(() => this.#finish('path'))
  }

  /** What lies behind the call ends, without a word to the other side. */
  #letGo(): void {
    const behind = this.#behind
    this.#behind = undefined
    behind?.cancel()
    behind?.peer?.drop()
  }

  /** The visitor's page went away in mid-call: they are asked again when they are back. Microphone and camera are kept ready. */
  #wait(call: Call): void {
    this.#letGo()
    const waiting = this.#begin({ ...call, phase: 'away' })
    waiting.cancel = this.hands.later(PATIENCE, () => this.#finish('ended'))
  }

  #askAgain({ room, with: name, kind, own }: Call): void {
    this.#letGo()
    this.current.set(undefined)
    void this.ask({ room, with: name }, kind, own)
  }

  /** A call that went on, or rang, when this page was loaded again. */
  #takeUp(): void {
    const kept = this.#kept
    const chat = kept && this.#chat(kept.room)
    if (!kept || chat?.state !== 'open' || !chat.visitorHere || this.isBusy()) return
    this.#kept = undefined
    forgetCall()
    if (kept.rings) this.#ring(chat, kept.kind, kept.sid, kept.inviteId)
    else void this.ask(chat, kept.kind)
  }

  /** Without a word: it is none of this desk's any more. */
  #drop(): void {
    this.#letGo()
    stopped(this.current.get()?.own)
    this.current.set(undefined)
  }

  #finish(why: Over): void {
    const call = this.current.get()
    const behind = this.#behind
    if (!call || call.phase === 'over') return
    this.#change({ phase: 'over', why })
    this.#behind = undefined
    behind?.cancel()
    behind?.peer?.end()
    stopped(call.own)
  }
}
