/** The operators' part of the contract of the store: what they write down, keep and send, beside the conversations. */
import type { BareJid, CaseId, Instant } from '../core/types.ts'
import type { CaseDetails, EndedCase } from './types.ts'

/** A message left by a visitor who could not be served. Its case has no room, no token and no routing record. */
export interface LeftMessage {
  readonly details: CaseDetails
  readonly at: Instant
  readonly text: string
  /** Where an answer can be mailed to. */
  readonly mail?: string
  /** The operator who was told of it when they came on duty. */
  readonly toldTo?: BareJid
  readonly answer?: Answered
}

export interface Answered {
  readonly by: BareJid
  readonly at: Instant
  readonly text: string
}

export interface MessageStore {
  /** Makes the case of a left message, who left it (`requestOf`), and the mails about it, all or nothing. */
  leaveMessage(
    details: Omit<CaseDetails, 'number' | 'room' | 'tokenHash'>,
    left: {
      readonly text: string
      readonly mail?: string
      readonly persons: readonly string[]
      readonly mails?: (details: CaseDetails) => readonly NewMail[]
    },
  ): Promise<LeftMessage>
  leftMessage(id: CaseId): Promise<LeftMessage | undefined>
  /** The ones without an answer, oldest first; with `untold`, those nobody was told of; with `persons`, theirs only. */
  openMessages(
    workgroup: BareJid,
    options?: { readonly untold?: boolean; readonly persons?: readonly string[]; readonly limit?: number },
  ): Promise<LeftMessage[]>
  /** False when somebody was told of it before: of several who come on duty one alone is told. */
  messageTold(id: CaseId, operator: BareJid, at: Instant): Promise<boolean>
  /**
   * Records the answer, ends the case as closed by the operator, and queues the mails with it, all or nothing. False, and
   * nothing is written, when it was answered before. Rejects with `unknown-case` for a case that is no left message.
   */
  answerMessage(id: CaseId, answer: Answered, mails?: readonly NewMail[]): Promise<boolean>
}

/** What an operator wrote about a case; never shown to the visitor. */
export interface Note {
  readonly at: Instant
  readonly by: BareJid
  readonly text: string
}

export interface Remarks {
  readonly notes: readonly Note[]
  /** In alphabetical order. */
  readonly tags: readonly string[]
}

export interface RemarkStore {
  addNote(id: CaseId, note: Note): Promise<void>
  setTag(id: CaseId, tag: string, on: boolean): Promise<void>
  /** Of several cases at once; a case without any is not in it. */
  remarks(ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, Remarks>>
  /** The tags of a workgroup's cases, the most used first, to choose from. */
  knownTags(workgroup: BareJid, limit: number): Promise<string[]>
}

export interface Canned {
  /** The workgroup's JID for a shared one, the operator's for a personal one. */
  readonly owner: BareJid
  readonly name: string
  /** With its variables as they were written: `{visitor}`. */
  readonly text: string
}

export interface CannedStore {
  /** Of all these owners, by name, then in the order of the owners. */
  canned(owners: readonly BareJid[]): Promise<Canned[]>
  /** One with the same owner and name is replaced. */
  saveCanned(canned: Canned): Promise<void>
  /** False when there was none. */
  removeCanned(owner: BareJid, name: string): Promise<boolean>
}

/** A person is known by keys made by `requestOf`: `jid:...`, `customer:...`, `mail:...`. */
export interface PersonStore {
  /** Who served this person last in this workgroup; the first key that is known decides. */
  lastOperator(workgroup: BareJid, persons: readonly string[]): Promise<BareJid | undefined>
  setLastOperator(
    workgroup: BareJid,
    persons: readonly string[],
    operator: BareJid,
    at: Instant,
  ): Promise<void>
  /** Remembers whose case it is, so that it is found by the person later. */
  setPersons(id: CaseId, persons: readonly string[]): Promise<void>
  personsOf(id: CaseId): Promise<string[]>
  /** How many cases any of them has. */
  casesKnown(persons: readonly string[]): Promise<number>
}

/** An operational notice on the start page: "payment is slow today". */
export interface OperationalNotice {
  readonly id: number
  readonly at: Instant
  readonly by: BareJid
  readonly text: string
  /** Not shown from then on. */
  readonly until?: Instant
}

export interface NoticeStore {
  /** Oldest first; those that are over are swept out with the next one. */
  notices(workgroup: BareJid): Promise<OperationalNotice[]>
  addNotice(workgroup: BareJid, notice: Omit<OperationalNotice, 'id'>): Promise<OperationalNotice>
  /** False when there was none of this number in this workgroup. */
  removeNotice(workgroup: BareJid, id: number): Promise<boolean>
}

/** A mail to be sent; `mail/` makes and sends it. */
export interface NewMail {
  /** Unique, the same however often it is tried: becomes its Message-ID. */
  readonly id: string
  readonly at: Instant
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly replyTo?: string
  /** The `id` of a mail it answers. */
  readonly inReplyTo?: string
  /** A name beside the configured sender's address: `Anna, Acme Support`. */
  readonly fromName?: string
}

export interface QueuedMail extends NewMail {
  readonly attempts: number
}

export interface MailStore {
  /** Letters about nothing that is written with them; one whose id is there already is not written again. */
  queueMails(mails: readonly NewMail[]): Promise<void>
  /** One with the same id is left as it is. */
  queueMail(mail: NewMail): Promise<void>
  /** Those whose time has come, the soonest first. */
  dueMails(now: Instant, limit: number): Promise<QueuedMail[]>
  /** When the next one is due; undefined when nothing is to be sent. */
  nextMailAt(): Promise<Instant | undefined>
  /** Sent: it is forgotten. */
  mailSent(id: string): Promise<void>
  /** Failed: tried again at `nextAt`, or never (undefined), and then kept with its trouble for `failedMails`. */
  mailFailed(id: string, trouble: string, nextAt: Instant | undefined): Promise<void>
  failedMails(): Promise<(QueuedMail & { readonly trouble: string })[]>
}

export interface SearchStore {
  /** Ended cases by what somebody types (`words.ts`): each must be in name, form, parameters, tags or what was said. Newest first. */
  findEnded(
    workgroup: BareJid,
    typed: string,
    limit: number,
  ): Promise<(EndedCase & { readonly line?: string })[]>
}

/** Somebody who may ask for nothing for a while. */
export interface Block {
  readonly id: number
  /** What they are known by: `address:203.0.113.9`, `customer:shop:56164`, `jid:mia@localhost`. */
  readonly keys: readonly string[]
  /** For people. */
  readonly name: string
  readonly by: BareJid
  readonly at: Instant
  readonly until: Instant
}

export interface BlockStore {
  /** Oldest first. Those that are over are swept out with the next one. */
  blocks(workgroup: BareJid): Promise<Block[]>
  addBlock(workgroup: BareJid, block: Omit<Block, 'id'>): Promise<Block>
  /** False when there was none of this number in this workgroup. */
  removeBlock(workgroup: BareJid, id: number): Promise<boolean>
}

/** A supervisor's word counts, whatever the opening hours say. */
export interface ByHand {
  readonly by: BareJid
  readonly at: Instant
  readonly open: boolean
  /** Then the hours count again; without it when somebody says so. */
  readonly until?: Instant
}

export interface PauseStore {
  byHand(workgroup: BareJid): Promise<ByHand | undefined>
  /** `undefined`: the hours count. */
  setByHand(workgroup: BareJid, byHand: ByHand | undefined): Promise<void>
}

export type OperatorsStore = MessageStore &
  RemarkStore &
  CannedStore &
  PersonStore &
  NoticeStore &
  MailStore &
  SearchStore &
  PauseStore &
  BlockStore
