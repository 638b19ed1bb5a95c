/**
 * One call between two people: a connection of the browser's (WebRTC) on one side, Jingle (XEP-0166) on the other. Knows no
 * screen and no line: what it has to say goes out as plain elements, one at a time, and what was heard is handed to `hear`.
 */
import { el, kid, type Plain } from './element.ts'
import { candidatesIn, categoriesIn, descriptionOf } from './jingle-to-sdp.ts'
import { CATEGORIES, NS, type Role } from './names.ts'
import { candidateOf, contentsOf, otherRole } from './sdp-to-jingle.ts'

/** What a call is about. `screen`: that of the one who was asked, looked at by the one who asks; no sound. */
export type Kind = 'audio' | 'video' | 'screen'

export type Fate = 'ended' | 'no-path' | 'declined' | 'broken'

export interface Outside {
  /** A `<jingle/>` for the other one; resolves when it was answered, rejects when it was refused. */
  say(jingle: Plain): Promise<void>
  /** The other one's picture or sound has begun. */
  shows(stream: MediaStream): void
  connected(): void
  over(fate: Fate): void
}

/** Candidates that come within this go together, ms: each is a stanza. */
const TOGETHER = 80
/** Without a path for so long the call is over, ms. */
const NO_PATH = 20_000

/** Without a word for so long in mid-call it is over, ms. */
const GONE = 8_000

/** XEP-0166 §7.4: the reasons that are no failure. */
const REASON: Readonly<Record<Fate, string>> = {
  ended: 'success',
  'no-path': 'connectivity-error',
  declined: 'decline',
  broken: 'failed-application',
}

export class Peer {
  readonly #pc: RTCPeerConnection
  readonly #early: RTCIceCandidateInit[] = []
  #waiting: RTCIceCandidate[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #deadline: ReturnType<typeof setTimeout> | undefined
  #told: Promise<void> = Promise.resolve()
  #isOver = false
  #hasSaid = false

  constructor(
    readonly sid: string,
    readonly role: Role,
    readonly kind: Kind,
    configuration: RTCConfiguration,
    readonly outside: Outside,
  ) {
    this.#pc = new RTCPeerConnection(configuration)
    this.#pc.ontrack = ({ streams, track }) => outside.shows(streams[0] ?? new MediaStream([track]))
    this.#pc.onicecandidate = ({ candidate }) => candidate?.candidate && this.#tellSoon(candidate)
    this.#pc.onconnectionstatechange = () => this.#changed()
    this.#deadline = setTimeout(() => this.end('no-path'), NO_PATH)
  }

  /** The one who invited begins. */
  async start(own: MediaStream | undefined): Promise<void> {
    if (this.kind === 'screen') this.#pc.addTransceiver('video', { direction: 'recvonly' })
    else this.#add(own)
    await this.#pc.setLocalDescription()
    await this.#say('session-initiate', this.#pc.localDescription?.sdp ?? '')
  }

  /** Answers with one's own microphone, camera or screen. */
  async accept(jingle: Plain, own: MediaStream): Promise<void> {
    await this.#pc.setRemoteDescription({ type: 'offer', sdp: descriptionOf(jingle, otherRole(this.role)) })
    this.#add(own)
    await this.#pc.setLocalDescription()
    await this.#takeEarly()
    await this.#say('session-accept', this.#pc.localDescription?.sdp ?? '', categoriesIn(jingle))
  }

  /** What the other one says of this session. */
  async hear(jingle: Plain): Promise<void> {
    const { action } = jingle.attrs
    if (action === 'session-accept') {
      await this.#pc.setRemoteDescription({
        type: 'answer',
        sdp: descriptionOf(jingle, otherRole(this.role)),
      })
      await this.#takeEarly()
    } else if (action === 'transport-info') {
      this.#early.push(...candidatesIn(jingle))
      if (this.#pc.remoteDescription) await this.#takeEarly()
    } else if (action === 'session-terminate') {
      const reason = kid(jingle, 'reason')?.children[0]?.name
      this.#close(reason === 'success' ? 'ended' : reason === 'decline' ? 'declined' : 'broken')
    }
  }

  /** Ends it on both sides. */
  end(fate: Fate = 'ended'): void {
    if (this.#isOver) return
    const reason = el('reason', {}, el(REASON[fate]))
    if (this.#hasSaid) void this.#out(el('jingle', { ...this.#head('session-terminate') }, reason))
    this.#close(fate)
  }

  /** The other side has ended it, and knows. */
  drop(fate: Fate = 'ended'): void {
    this.#close(fate)
  }

  #add(own: MediaStream | undefined): void {
    for (const track of own?.getTracks() ?? []) this.#pc.addTrack(track, own as MediaStream)
  }

  #head(action: string) {
    return { xmlns: NS.jingle, action, sid: this.sid }
  }

  #say(action: string, sdp: string, known: Readonly<Record<string, string>> = {}): Promise<void> {
    const screens = this.kind === 'screen' ? { 0: CATEGORIES.screen } : {}
    this.#hasSaid = true
    return this.#out(
      el('jingle', this.#head(action), ...contentsOf(sdp, this.role, { ...screens, ...known })),
    )
  }

  /** In order: a candidate is of no use before the session it belongs to. */
  #out(jingle: Plain): Promise<void> {
    const sent = this.#told.then(() => this.outside.say(jingle))
    this.#told = sent.catch(() => this.#close('broken'))
    return this.#told
  }

  #tellSoon(candidate: RTCIceCandidate): void {
    this.#waiting.push(candidate)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const all = this.#waiting
      this.#waiting = []
      const ufrag = all[0]?.usernameFragment ?? undefined
      const contents = [...new Set(all.map(({ sdpMid }) => sdpMid ?? ''))].map((name) =>
        el(
          'content',
          { creator: 'initiator', name },
          el(
            'transport',
            { xmlns: NS.ice, ufrag },
            ...all.flatMap((one) => (one.sdpMid === name ? (candidateOf(one.candidate) ?? []) : [])),
          ),
        ),
      )
      if (!this.#isOver) void this.#out(el('jingle', this.#head('transport-info'), ...contents))
    }, TOGETHER)
  }

  async #takeEarly(): Promise<void> {
    for (const candidate of this.#early.splice(0)) await this.#pc.addIceCandidate(candidate).catch(() => {})
  }

  #changed(): void {
    const { connectionState } = this.#pc
    clearTimeout(this.#deadline)
    if (connectionState === 'connected') this.outside.connected()
    else if (connectionState === 'failed') this.end('no-path')
    // The network may come back; whoever has gone does not.
    else if (connectionState === 'disconnected') this.#deadline = setTimeout(() => this.end('no-path'), GONE)
    else this.#deadline = setTimeout(() => this.end('no-path'), NO_PATH)
  }

  #close(fate: Fate): void {
    if (this.#isOver) return
    this.#isOver = true
    clearTimeout(this.#timer)
    clearTimeout(this.#deadline)
    this.#pc.close()
    this.outside.over(fate)
  }
}
