/**
 * Calls of this operator (C6): asked for in the room (XEP-0482), agreed on by Jingle between the two occupants (XEP-0166), carried by
 * the two browsers. One at a time; the chats go on meanwhile. What speaks WebRTC is fetched with the first call.
 */
import { captured, MediaError, type MediaFault, stopped } from '../../../widget/src/shared/call/media.ts'
import type { Fate, Kind, Peer } from '../../../widget/src/shared/call/peer.ts'
import { Store } from '../model/store.ts'
import type { Chat, RoomJid } from '../model/types.ts'
import {
  acceptedIn,
  buildEnd,
  buildInvite,
  buildJingle,
  buildServices,
  jingleIn,
  reflectedIn,
  servicesOf,
} from '../wire/call.ts'
import { bare, type Element, resource } from '../wire/xml.ts'
import type { Hands, Part } from './hands.ts'

/** What the screens see of it. */
export interface Call {
  readonly room: RoomJid
  /** The visitor, as the room calls them. */
  readonly with: string
  readonly kind: Kind
  readonly phase: 'asking' | 'connecting' | 'on' | 'over'
  readonly why?: Over
  readonly since?: number
  readonly own?: MediaStream
  readonly theirs?: MediaStream
  readonly isMuted?: boolean
}

/** Why it is over. */
export type Over = 'ended' | 'declined' | 'unanswered' | 'path' | MediaFault

/** Nobody is asked for longer, ms. */
const PATIENCE = 60_000

/** What only this part knows of the call. */
interface Behind {
  readonly sid: string
  readonly messageId: string
  /** The room's own id of the invitation, once it came back. */
  inviteId?: string | undefined
  peer?: Peer
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

  constructor(private readonly hands: Hands) {
    hands.link.onStanza((stanza) => this.#hear(stanza))
  }

  onFact: Part['onFact'] = (fact) => {
    const { room } = this.current.get() ?? {}
    if (fact.is === 'ended' && room && !this.#chat(room)) this.hangUp()
  }

  stop = (): void => this.hangUp()

  /** In a click, so that the browser lets the microphone be asked for. */
  async ask(chat: Chat, kind: Kind): Promise<void> {
    if (this.isBusy()) return
    const behind: Behind = { sid: crypto.randomUUID(), messageId: crypto.randomUUID(), cancel: () => {} }
    this.#behind = behind
    this.current.set({ room: chat.room, with: chat.with, kind, phase: 'asking' })
    if (kind !== 'screen') {
      try {
        const own = await captured(kind)
        if (this.#behind !== behind) return stopped(own)
        this.#change({ own })
      } catch (error) {
        return this.#finish(error instanceof MediaError ? error.fault : 'impossible')
      }
    }
    behind.cancel = this.hands.later(PATIENCE, () => {
      this.#tellEnd('retract')
      this.#finish('unanswered')
    })
    this.hands.link.send(buildInvite(chat.room, behind.messageId, behind.sid, kind))
  }

  isBusy(): boolean {
    const call = this.current.get()
    return call !== undefined && call.phase !== 'over'
  }

  hangUp(): void {
    const call = this.current.get()
    if (!call || call.phase === 'over') return
    this.#tellEnd(call.phase === 'asking' ? 'retract' : 'left')
    this.#finish('ended')
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

  readonly #chat = (room: RoomJid): Chat | undefined => {
    const chat = this.hands.desk().chats.get(room)
    return chat?.state === 'ended' ? undefined : chat
  }

  #change(changes: Partial<Call>): void {
    const call = this.current.get()
    if (call) this.current.set({ ...call, ...changes })
  }

  #tellEnd(what: 'retract' | 'left'): void {
    const call = this.current.get()
    const { inviteId } = this.#behind ?? {}
    if (call && inviteId) this.hands.link.send(buildEnd(call.room, inviteId, what))
  }

  #hear(stanza: Element): void {
    const call = this.current.get()
    const behind = this.#behind
    if (!call || !behind || call.phase === 'over') return
    const from = stanza.attrs.from ?? ''
    if (bare(from) !== call.room) return
    if (stanza.name === 'iq') {
      const jingle = jingleIn(stanza)
      if (jingle?.attrs.sid !== behind.sid || resource(from) !== call.with) return
      behind.peer?.hear(jingle).catch(() => this.#finish('path'))
      return
    }
    if (stanza.name !== 'message') return
    behind.inviteId ??= reflectedIn(stanza, call.room, behind.messageId)
    if (resource(from) !== call.with || behind.inviteId === undefined) return
    const said = acceptedIn(stanza, behind.inviteId)
    if (said === 'accept' && call.phase === 'asking') void this.#connect(call, behind)
    else if (said === 'reject') this.#finish('declined')
    else if (said === 'left') {
      behind.peer?.drop()
      this.#finish('ended')
    }
  }

  async #connect(call: Call, behind: Behind): Promise<void> {
    behind.cancel()
    this.#change({ phase: 'connecting' })
    const [{ Peer }, iceServers] = await Promise.all([
      import('../../../widget/src/shared/call/peer.ts'),
      this.hands.link.ask(buildServices(), 2_000).then(servicesOf, () => []),
    ])
    if (this.#behind !== behind || this.current.get()?.phase !== 'connecting') return
    const to = `${call.room}/${call.with}`
    behind.peer = new Peer(
      behind.sid,
      'initiator',
      call.kind,
      { iceServers },
      {
        say: async (jingle) => void (await this.hands.link.ask(buildJingle(to, jingle))),
        shows: (theirs) => this.#change({ theirs }),
        connected: () => this.#change({ phase: 'on', since: this.current.get()?.since ?? this.hands.now() }),
        over: (fate) => this.#behind === behind && this.#finish(WHY[fate]),
      },
    )
    await behind.peer.start(this.current.get()?.own).catch(() => this.#finish('path'))
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
