/**
 * The desk at work: stanzas become facts, facts change the model, and what must follow is done here. The screens call
 * its verbs and read its store; they know nothing of the wire.
 */
import { reduce } from '../model/desk.ts'
import type { Fact } from '../model/facts.ts'
import type { Store } from '../model/store.ts'
import type { CaseId, Desk, FullJid, Own, Reply, RoomJid, SignInProblem } from '../model/types.ts'
import type { Website } from '../model/website.ts'
import type { Link, LinkStatus } from '../wire/link.ts'
import { interpret } from '../wire/routes.ts'
import { bare, type Element, sendable } from '../wire/xml.ts'
import { close, decline, take } from './answers.ts'
import { Archive } from './archive.ts'
import { browserPush } from './browser-push.ts'
import { Calls } from './calls.ts'
import { command } from './commands.ts'
import { Duty } from './duty.ts'
import { type Progress, upload } from './files.ts'
import { FloorWatch } from './floor.ts'
import type { Hands, Part } from './hands.ts'
import { Kept } from './kept.ts'
import { Push } from './push.ts'
import { Reads } from './reads.ts'
import { Records } from './records.ts'
import { Remarks } from './remarks.ts'
import { Rooms } from './rooms.ts'
import { Share } from './share.ts'
import { Talks } from './talks.ts'
import { Team } from './team.ts'
import { Typing } from './typing.ts'
import { Visitors } from './visitors.ts'
import { websites } from './websites.ts'

/** A short sentence stays on the screen this long. */
const WORD_FOR = 7_000
/** A server that lost an offer's revoke must not leave it ringing. */
const OVERTIME = 3_000

export interface Clock {
  now(): number
  later(ms: number, callback: () => void): () => void
}

export interface ShellOptions {
  readonly link: Link
  readonly store: Store<Desk>
  readonly component: string
  readonly clock: Clock
  /** Keep trying when the first connection fails: the operator was signed in before the page was loaded again. */
  readonly patient: boolean
  readonly onEnd?: (problem: SignInProblem | undefined) => void
}

export class Shell {
  readonly #hands: Hands
  readonly #parts: readonly Part[]
  readonly #rooms: Rooms
  readonly #typing: Typing
  /** Notes, tags, canned replies, left messages. */
  readonly records: Records
  /** Transfers, guests, and what supervisors do. */
  readonly share: Share
  /** Corrections, reactions, what has been read. */
  readonly remarks: Remarks
  /** What operators say to each other. */
  readonly talks: Talks
  /** The same among all of a workgroup. */
  readonly team: Team
  /** Who is on the site. */
  readonly visitors: Visitors
  /** Cases that are over, and their figures. */
  readonly archive: Archive
  readonly calls: Calls
  /** Rings here while the desk is closed. */
  readonly push: Push
  #wasOnline = false
  /** Our full address of this session. */
  #client: FullJid = ''

  constructor(private readonly options: ShellOptions) {
    const { link, store, clock, component } = options
    this.#hands = { link, desk: store.get, tell: this.#tell, now: clock.now, later: clock.later }
    this.#rooms = new Rooms(this.#hands)
    this.#typing = new Typing(this.#hands)
    this.records = new Records(this.#hands)
    this.share = new Share(this.#hands, ({ room }) => this.dismiss(room))
    this.remarks = new Remarks(this.#hands)
    this.talks = new Talks(this.#hands)
    this.team = new Team(this.#hands)
    this.visitors = new Visitors(this.#hands)
    this.archive = new Archive(this.#hands)
    this.calls = new Calls(this.#hands)
    this.push = new Push(this.#hands, browserPush)
    const duty = new Duty(this.#hands, component)
    this.#parts = [
      new Kept(this.#hands),
      duty,
      this.#rooms,
      this.records,
      this.share,
      this.remarks,
      this.talks,
      this.team,
      this.visitors,
      this.calls,
      this.push,
      new FloorWatch(this.#hands),
      { onFact: this.#timers },
      new Reads(this.#hands),
    ]
    link.onStanza(this.#receive)
    link.onStatus(this.#status)
  }

  start(): void {
    this.#tell({ is: 'signing-in', jid: this.options.link.jid })
    if (this.options.patient) this.#tell({ is: 'connection-lost' })
    this.options.link.start()
  }

  take = (id: CaseId): void => void take(this.#hands, id)
  decline = (id: CaseId): void => decline(this.#hands, id)

  say(room: RoomJid, text: string, reply?: Reply): void {
    const body = sendable(text).trim()
    if (!body) return
    this.#typing.sent(room)
    this.#tell({ is: 'saying', room, id: crypto.randomUUID(), body, ...(reply && { reply }) })
  }

  /** Puts it on the server, then says where it is. */
  async sayFile(room: RoomJid, file: File, progress: Progress): Promise<boolean> {
    const shared = await upload(this.#hands, file, progress)
    if (shared) this.#tell({ is: 'saying', room, id: crypto.randomUUID(), body: shared.url, file: shared })
    return shared !== undefined
  }

  sayAgain = (room: RoomJid, id: string): void => this.#tell({ is: 'saying-again', room, id })
  readAgain = (room: RoomJid): void => this.#rooms.readAgain(room)
  readEarlier = (room: RoomJid): void => void this.#rooms.readEarlier(room)
  wrote = (room: RoomJid, text: string): void => this.#typing.wrote(room, text)

  close(room: RoomJid): void {
    const chat = this.options.store.get().chats.get(room)
    if (chat && chat.state !== 'ended' && !chat.closing) void close(this.#hands, chat)
  }

  /** Takes a chat that is over off the desk. */
  dismiss(room: RoomJid): void {
    const chat = this.options.store.get().chats.get(room)
    if (!chat) return
    if (chat.state !== 'ended') this.#rooms.leave(room)
    this.#tell({ is: 'dismissed', room })
  }

  open = (room: RoomJid | undefined): void =>
    this.#tell(room === undefined ? { is: 'opened' } : { is: 'opened', room })
  preview = (id: CaseId | undefined): void =>
    this.#tell(id === undefined ? { is: 'previewed' } : { is: 'previewed', case: id })
  looking = (looking: boolean, atTalks = looking): void => {
    const desk = this.options.store.get()
    if (looking !== desk.looking || atTalks !== desk.looksAtTalks)
      this.#tell({ is: 'looking', looking, atTalks })
  }

  /** Shows the chat of this case as soon as we hear of it. */
  want = (id: string | undefined): void =>
    this.#tell(id === undefined ? { is: 'wanted' } : { is: 'wanted', case: id })
  setOwn = (own: Own): void => this.#tell({ is: 'own-changed', own })
  /** On duty again, after missed offers. */
  comeBack(): void {
    const { resting } = this.options.store.get()
    if (resting) void command(this.#hands, resting.workgroup, 'on', {})
  }

  /** A short sentence at the edge of the screen. */
  tellWord = (text: string): void => this.#tell({ is: 'told', tone: 'plain', text })
  hideWord = (id: number): void => this.#tell({ is: 'word-over', id })
  websites = (tell: (found: readonly Website[]) => void): void => websites(this.#hands, tell)
  hurry = (): void => this.options.link.hurry()

  /** The page goes away: tell the server while there is time, without waiting. */
  leave(): void {
    for (const part of this.#parts) part.stop?.()
    void this.options.link.stop()
  }

  async signOut(problem?: SignInProblem): Promise<void> {
    this.#end(problem)
    await this.options.link.stop()
  }

  readonly #tell = (fact: Fact): void => {
    const { store, clock } = this.options
    store.set(reduce(store.get(), fact, clock.now()))
    for (const part of this.#parts) part.onFact(fact)
  }

  readonly #receive = (stanza: Element): void => {
    for (const fact of interpret(stanza, this.options.clock.now())) {
      if (this.#isTrusted(fact)) this.#tell(fact)
    }
  }

  /** Offers and invitations count only from workgroups we serve: anybody may send a stanza that looks like one. */
  #isTrusted(fact: Fact): boolean {
    if (fact.is === 'own-told' || fact.is === 'reads-told')
      return fact.by === '' || fact.by === this.options.link.jid
    if (fact.is === 'client-shown') return this.#isOtherClient(fact.by)
    if (
      fact.is !== 'offered' &&
      fact.is !== 'invited' &&
      fact.is !== 'revoked' &&
      fact.is !== 'news' &&
      fact.is !== 'off-duty' &&
      fact.is !== 'on-duty' &&
      fact.is !== 'messages-changed' &&
      fact.is !== 'case-told' &&
      fact.is !== 'site-news' &&
      fact.is !== 'site-changed' &&
      fact.is !== 'floor-told' &&
      fact.is !== 'queue-details'
    )
      return true
    return this.options.store.get().workgroups.has(fact.workgroup)
  }

  /** The server shows us our own presence, too (RFC 6121 §4.2.2). */
  #isOtherClient = (client: FullJid): boolean =>
    bare(client) === this.options.link.jid && client !== this.#client && client.includes('/')

  readonly #status = (status: LinkStatus): void => {
    if (status.is === 'refused') this.#end(status.problem)
    else if (status.is === 'online') {
      this.#wasOnline = true
      this.#client = status.jid
      this.#tell({ is: 'online', jid: this.options.link.jid, resumed: status.resumed })
    } else if (this.#wasOnline || this.options.patient) {
      const retry = status.is === 'waiting' ? { retryAt: status.retryAt } : {}
      this.#tell({ is: 'connection-lost', ...retry })
    } else if (status.is === 'waiting') void this.signOut('unreachable')
  }

  #end(problem: SignInProblem | undefined): void {
    for (const part of this.#parts) part.stop?.()
    this.#tell(problem ? { is: 'signed-out', problem } : { is: 'signed-out' })
    this.options.onEnd?.(problem)
  }

  readonly #timers = (fact: Fact): void => {
    const { later } = this.options.clock
    if (fact.is === 'offered') later(fact.ringFor + OVERTIME, () => this.#expire(fact.case.id))
    if (fact.is === 'told') {
      const id = this.options.store.get().words.at(-1)?.id
      if (id !== undefined) later(WORD_FOR, () => this.hideWord(id))
    }
  }

  #expire(id: CaseId): void {
    const offer = this.options.store.get().offers.find((candidate) => candidate.case.id === id)
    if (!offer || offer.until > this.options.clock.now()) return
    this.#tell({ is: 'revoked', workgroup: offer.workgroup, case: id, why: 'expired' })
  }
}
