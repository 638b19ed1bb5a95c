/**
 * One call between two people: a connection of the browser's (WebRTC) on one side, Jingle (XEP-0166) on the other. Knows no
 * screen and no line: what it has to say goes out as plain elements, one at a time, and what was heard is handed to `hear`.
 */
import { el, kid, type Plain } from './element.ts'
import { candidatesIn, categoriesIn, descriptionOf, isRestart, withTransports } from './jingle-to-sdp.ts'
import { CATEGORIES, NS, type Role } from './names.ts'
import { candidateOf, contentsOf, otherRole, transportsOf } from './sdp-to-jingle.ts'

/** What a call is about. `screen`: that of the one who was asked, looked at by the one who asks; no sound. */
export type Kind = 'audio' | 'video' | 'screen'

export type Fate = 'ended' | 'no-path' | 'declined' | 'broken'

export interface Outside {
  /** A `<jingle/>` for the other one; resolves when it was answered, rejects when it was refused. */
  say(jingle: Plain): Promise<void>
  /** The other one's picture or sound has begun. */
  shows(stream: MediaStream): void
  connected(): void
  /** The way is lost; another one is looked for. */
  interrupted(): void
  over(fate: Fate): void
}

/** Candidates that come within this go together, ms: each is a stanza. */
const TOGETHER = 80
/** Without a path for so long the call is over, ms. */
const NO_PATH = 20_000

/** A way that is lost for so long is looked for anew, ms: many come back by themselves. */
const AGAIN = 1_500

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
  #again: ReturnType<typeof setTimeout> | undefined
  #deadline: ReturnType<typeof setTimeout> | undefined
  #told: Promise<void> = Promise.resolve()
  #heard: Promise<void> = Promise.resolve()
  /** What the other one has said of their side. */
  #theirs: Plain | undefined
  #wasOn = false
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
    await this.#take('offer', jingle)
    this.#add(own)
    await this.#pc.setLocalDescription()
    await this.#say('session-accept', this.#pc.localDescription?.sdp ?? '', categoriesIn(jingle))
  }

  /** What the other one says of this session, in order. */
  hear(jingle: Plain): Promise<void> {
    const heard = this.#heard.then(() => this.#hear(jingle))
    this.#heard = heard.catch(() => {})
    return heard
  }

  async #hear(jingle: Plain): Promise<void> {
    const { action } = jingle.attrs
    if (action === 'session-accept') await this.#take('answer', jingle)
    else if (action === 'transport-info') {
      if (this.#theirs && isRestart(this.#theirs, jingle)) await this.#restarted(this.#theirs, jingle)
      this.#early.push(...candidatesIn(jingle))
      if (this.#pc.remoteDescription) await this.#takeEarly()
    } else if (action === 'session-terminate') {
      const reason = kid(jingle, 'reason')?.children[0]?.name
      this.#close(reason === 'success' ? 'ended' : reason === 'decline' ? 'declined' : 'broken')
    }
  }

  /** Another device, without a word to the other side. */
  async replace(before: MediaStreamTrack, after: MediaStreamTrack): Promise<void> {
    await this.#pc
      .getSenders()
      .find(({ track }) => track === before)
      ?.replaceTrack(after)
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

  async #take(type: 'offer' | 'answer', jingle: Plain): Promise<void> {
    const sdp = descriptionOf(jingle, otherRole(this.role))
    await this.#pc.setRemoteDescription({ type, sdp })
    this.#theirs = jingle
    await this.#takeEarly()
  }

  /** XEP-0176, ICE restarts: the one who invited begins, so that not both do at once. */
  async #restart(): Promise<void> {
    if (this.#isOver || this.role !== 'initiator' || this.#pc.signalingState !== 'stable') return
    await this.#pc.setLocalDescription(await this.#pc.createOffer({ iceRestart: true }))
    await this.#sayTransports()
  }

  async #restarted(known: Plain, info: Plain): Promise<void> {
    const isAnswer = this.#pc.signalingState === 'have-local-offer'
    await this.#take(isAnswer ? 'answer' : 'offer', withTransports(known, info))
    if (isAnswer) return
    await this.#pc.setLocalDescription()
    await this.#sayTransports()
  }

  #sayTransports(): Promise<void> {
    const sdp = this.#pc.localDescription?.sdp ?? ''
    return this.#out(el('jingle', this.#head('transport-info'), ...transportsOf(sdp)))
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
    if (connectionState === 'connected') {
      clearTimeout(this.#deadline)
      clearTimeout(this.#again)
      this.#deadline = undefined
      this.#wasOn = true
      this.outside.connected()
    } else if (connectionState === 'failed' && !this.#wasOn) this.end('no-path')
    // The network may come back, or be another one; whoever has gone does not.
    else if (connectionState === 'disconnected') this.#lost(AGAIN)
    else if (connectionState === 'failed') this.#lost(0)
  }

  #lost(after: number): void {
    clearTimeout(this.#again)
    this.#again = setTimeout(() => void this.#restart().catch(() => this.end('no-path')), after)
    this.#deadline ??= setTimeout(() => this.end('no-path'), NO_PATH)
    this.outside.interrupted()
  }

  #close(fate: Fate): void {
    if (this.#isOver) return
    this.#isOver = true
    clearTimeout(this.#timer)
    clearTimeout(this.#again)
    clearTimeout(this.#deadline)
    this.#pc.close()
    this.outside.over(fate)
  }
}
