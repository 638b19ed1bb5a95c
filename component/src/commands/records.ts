/**
 * What lies outside the rules, as the commands see it: what operators write down, left messages and mail, the start page,
 * the site. Provided by the shell; everything a person wrote has been cleaned and measured before it comes here. Each
 * promise resolves when it is stored; `undefined` means done.
 */
import type { Background } from '../core/request.ts'
import type { BareJid, CaseId, Instant } from '../core/types.ts'
import type { Report } from '../figures/types.ts'
import type { SeenPage } from '../monitor/seen-pages.ts'
import type { CaseNote } from '../protocol/parlor.ts'
import type { Block } from '../store/operators-types.ts'
import type { CommandFault, Refusal } from './types.ts'

export interface Canned {
  /** The word behind the slash: lower-case letters, digits, `-` and `_`. */
  readonly name: string
  /** With its variables as they were written: `{visitor}`. */
  readonly text: string
  /** Everybody's in this workgroup, or the speaker's alone. */
  readonly shared: boolean
}

export interface LeftMessage {
  readonly id: CaseId
  readonly number: number
  readonly name: string
  readonly at: Instant
  /** Where an answer can be mailed to. */
  readonly mail?: string | undefined
  /** Who has an account and has left no `mail`: the answer goes there, as a message. */
  readonly account?: BareJid | undefined
  /** Where they want to be called back. */
  readonly phone?: string | undefined
  readonly text: string
}

export interface Notice {
  readonly id: number
  readonly text: string
  readonly until?: Instant | undefined
}

/** A case that has ended, with the line that was found. */
export interface Found {
  readonly id: CaseId
  readonly number: number
  readonly name: string
  readonly endedAt: Instant
  /** The name of who served it last. */
  readonly operator?: string | undefined
  readonly line?: string | undefined
}

/** A website that embeds the widget. */
export interface Website {
  readonly id: string
  readonly name: string
  /** Where the widget comes from. */
  readonly url: string
  readonly origins: readonly string[]
  readonly accent: string
  /** Can its server sign parameters? */
  readonly signed: boolean
  readonly monitoring: string
  /** Where its snippet was seen, the newest first. */
  readonly seen: readonly SeenPage[]
}

/** Somebody on the site who has not asked for anything. */
export interface SiteVisitor {
  /** How they are named in `openConversation`: `v3`. */
  readonly jid: string
  readonly name: string
  /** The page they are on. */
  readonly page?: string | undefined
  readonly title?: string | undefined
  readonly referrer?: string | undefined
  readonly language?: string | undefined
  readonly background?: Background | undefined
  readonly since: Instant
  /** The name of the operator whose invitation they have not answered. */
  readonly invitedBy?: string | undefined
  /** The site's own invitation, by rule, is before their eyes. */
  readonly suggested?: boolean | undefined
  /** Has a chat or a request already. */
  readonly busy?: boolean | undefined
}

/** A case that is not live: it has ended, or is a left message. */
export interface PastCase {
  readonly id: CaseId
  readonly number: number
  readonly name: string
  readonly notes: readonly CaseNote[]
  readonly tags: readonly string[]
}

/** A question with its answer, as it would be, or is, in the FAQ. */
export interface FaqDraft {
  readonly question: string
  readonly answer: string
  readonly language?: string | undefined
  /** The case it comes from. */
  readonly case?: CaseId | undefined
}

export interface FaqRecord extends FaqDraft {
  readonly id: string
}

/** A message to another system that it did not take. */
export interface FailedMessage {
  readonly id: string
  readonly at: Instant
  /** Without what may be secret in its address. */
  readonly host: string
  readonly attempts: number
  readonly trouble: string
}

/** What would be erased, and the proofs of what was. */
export interface ErasurePlan {
  readonly cases: readonly {
    readonly number: number
    readonly workgroup: BareJid
    readonly createdAt: Instant
    readonly isLive: boolean
    readonly lines: number
    readonly notes: number
  }[]
  /** What they are known by. */
  readonly persons: readonly string[]
  /** Rows of the store that speak of them. */
  readonly mentions: number
  /** Erased before; `holds`: the signature is right. */
  readonly proofs: readonly { readonly id: string; readonly at: Instant; readonly holds: boolean }[]
}

/** One line of a conversation. */
export interface Said {
  readonly at: Instant
  readonly nick: string
  readonly body: string
}

export interface Records {
  /** What has been said so far in a live case, oldest first. */
  conversation(id: CaseId): Promise<readonly Said[]>
  /** One of this workgroup's, by its number or its id. */
  pastCase(numberOrId: string): Promise<PastCase | undefined>
  /** To any case, live or not. Its author is the speaker. */
  addNote(id: CaseId, text: string): Promise<CommandFault | undefined>
  setTag(id: CaseId, tag: string, on: boolean): Promise<CommandFault | undefined>
  /** The tags of this workgroup, the most used first, to choose from. */
  knownTags(): Promise<readonly string[]>

  /** The speaker's own and the workgroup's, by name; a name may come twice. */
  canned(): Promise<readonly Canned[]>
  /** One with the same name and the same reach is replaced. */
  saveCanned(canned: Canned): Promise<CommandFault | undefined>
  removeCanned(name: string, shared: boolean): Promise<CommandFault | undefined>

  /** Those without an answer, oldest first. */
  messages(): Promise<readonly LeftMessage[]>
  /** By e-mail or, to an account, as a message; and recorded. */
  answerMessage(id: CaseId, text: string): Promise<CommandFault | undefined>
  /** Dealt with in another way. */
  settleMessage(id: CaseId): Promise<CommandFault | undefined>

  /** What the start page says, oldest first. */
  notices(): Promise<readonly Notice[]>
  addNotice(text: string, until?: Instant): Promise<CommandFault | undefined>
  removeNotice(id: number): Promise<CommandFault | undefined>

  /** Ended cases of this workgroup whose visitor, answers or transcript have all these words, newest first. */
  search(words: string, limit: number): Promise<readonly Found[]>

  /** Figures of this workgroup; `undefined`: the words name no period. */
  report(period: string, compared: boolean): Promise<Report | undefined>

  /** In their order. */
  faq(): Promise<readonly FaqRecord[]>
  /** What this finished case asks and answers; `undefined`: it is none of ours. */
  faqDraft(numberOrId: string): Promise<FaqDraft | undefined>
  /** New where there is no id; resolves with what is there now. */
  saveFaq(
    entries: readonly (FaqDraft & { readonly id?: string | undefined })[],
  ): Promise<readonly FaqRecord[] | CommandFault>
  moveFaq(id: string, place: number): Promise<CommandFault | undefined>
  removeFaq(id: string): Promise<CommandFault | undefined>

  /** Messages to other systems that were given up, and how many wait. */
  failedHooks(): Promise<{ readonly failed: readonly FailedMessage[]; readonly waiting: number }>
  /** Those that were given up are sent again: how many. */
  retryHooks(): Promise<number>

  /** What is kept about a person with one of these handles (M5), and what was erased before. */
  erasurePlan(handles: readonly string[]): Promise<ErasurePlan>
  /** `not-found`: nothing is kept; `still-live`: a case of theirs is not over. */
  erasePerson(
    handles: readonly string[],
  ): Promise<CommandFault | { readonly proof: string; readonly cases: number; readonly left: number }>
  exportPerson(handles: readonly string[]): Promise<Readonly<Record<string, unknown>>>
  /** Where this workgroup is asked from, as their owners need to know it. */
  sites(): readonly Website[]

  /** R7. */
  siteVisitors(): readonly SiteVisitor[]
  /** A visitor of the site, or somebody with an account by their address. */
  openConversation(visitor: string, text?: string): Promise<CommandFault | Refusal | undefined>

  /** By what is known of who has this live case; `not-found`: nothing is. */
  block(id: CaseId, until: Instant): Promise<CommandFault | undefined>
  /** An address or a network. */
  blockAddress(network: string, until: Instant): Promise<CommandFault | undefined>
  /** Those that are not over; `by` is a name. */
  blocks(): Promise<readonly Pick<Block, 'id' | 'name' | 'until' | 'by'>[]>
  unblock(id: number): Promise<CommandFault | undefined>

  /** By a supervisor's hand, whatever the opening hours say, until then or until somebody says otherwise. */
  setByHand(how: 'open' | 'paused' | 'as-usual', until?: Instant): Promise<CommandFault | undefined>
}

const notYet = async (): Promise<CommandFault> => 'not-yet'
const none = async (): Promise<[]> => []

/** Where nothing is provided. */
export const noRecords: Records = {
  conversation: none,
  pastCase: async () => undefined,
  addNote: notYet,
  setTag: notYet,
  knownTags: none,
  canned: none,
  saveCanned: notYet,
  removeCanned: notYet,
  messages: none,
  answerMessage: notYet,
  settleMessage: notYet,
  notices: none,
  addNotice: notYet,
  removeNotice: notYet,
  search: none,
  report: async () => undefined,
  faq: none,
  faqDraft: async () => undefined,
  saveFaq: notYet,
  moveFaq: notYet,
  removeFaq: notYet,
  failedHooks: async () => ({ failed: [], waiting: 0 }),
  retryHooks: async () => 0,
  erasurePlan: async () => ({ cases: [], persons: [], mentions: 0, proofs: [] }),
  erasePerson: notYet,
  exportPerson: async () => ({}),
  sites: () => [],
  siteVisitors: () => [],
  openConversation: notYet,
  block: notYet,
  blockAddress: notYet,
  blocks: none,
  unblock: notYet,
  setByHand: notYet,
}
