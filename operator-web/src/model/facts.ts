import type { Floor } from './floor.ts'
import type {
  Asks,
  BareJid,
  Canned,
  CaseData,
  CaseId,
  Colleague,
  EndReason,
  FullJid,
  GuestRole,
  Instant,
  LeftMessage,
  News,
  Note,
  Notice,
  Own,
  Reply,
  Request,
  Resting,
  RevokeReason,
  RoomJid,
  SharedFile,
  Show,
  SignInProblem,
  SiteVisitor,
  Workgroup,
} from './types.ts'

/** One message as the room or its archive tells it. */
export interface Said {
  readonly room: RoomJid
  readonly nick: string
  readonly id?: string
  readonly stanzaId?: string
  readonly body: string
  readonly at?: Instant
  readonly reply?: Reply
  readonly file?: SharedFile
}

/** What the desk's own occupant said in a room. `key` is its archive id. */
export interface Noticed {
  readonly what: Notice
  readonly key: string
  readonly at?: Instant
  readonly who?: string
}

/** Something said about an earlier message (XEP-0308, XEP-0424, XEP-0444). `key` is its own archive id. */
export type Amend = { readonly nick: string; readonly id: string; readonly key?: string } & (
  | { readonly is: 'correct'; readonly body: string }
  | { readonly is: 'retract' }
  | { readonly is: 'react'; readonly emojis: readonly string[] }
)

/** One message between two operators. */
export interface TalkSaid {
  /** A colleague, or the room of a team. */
  readonly with: BareJid
  readonly mine: boolean
  /** In a team's room: who says it. */
  readonly by?: string
  readonly body: string
  readonly id?: string
  readonly at?: Instant
}

/** One row out of a room's archive. */
export type ArchiveRow = { readonly said: Said } | { readonly notice: Noticed } | { readonly amend: Amend }

/** What the wire tells the desk; made in `wire/routes.ts` from stanzas, and nowhere else. */
export type WireFact =
  | { readonly is: 'queue-summary'; readonly workgroup: BareJid; readonly summary: Partial<Workgroup> }
  | { readonly is: 'queue-details'; readonly workgroup: BareJid; readonly requests: readonly Request[] }
  | { readonly is: 'workgroup-started'; readonly workgroup: BareJid }
  | { readonly is: 'duty-refused'; readonly workgroup: BareJid; readonly condition: string }
  | ({ readonly is: 'off-duty' } & Resting)
  | { readonly is: 'on-duty'; readonly workgroup: BareJid }
  | { readonly is: 'colleague'; readonly workgroup: BareJid; readonly colleague: Colleague }
  | {
      readonly is: 'offered'
      readonly workgroup: BareJid
      readonly visitor: FullJid
      readonly case: CaseData
      /** How long it rings, in ms. */
      readonly ringFor: number
      readonly asks?: Asks
    }
  | {
      readonly is: 'revoked'
      readonly workgroup: BareJid
      readonly visitor?: FullJid
      readonly case?: CaseId
      readonly why?: RevokeReason
      readonly by?: BareJid
    }
  | {
      readonly is: 'invited'
      readonly room: RoomJid
      readonly workgroup: BareJid
      readonly case: CaseData
      readonly nick?: string
      readonly with?: string
      readonly as?: GuestRole
      /** Who has been asked to take it over. */
      readonly transferring?: string
      readonly hold?: true
      /** When the chat began. */
      readonly since?: Instant
    }
  /** The whole case, as it is now. */
  | {
      readonly is: 'case-told'
      readonly workgroup: BareJid
      readonly case: CaseData
      readonly transferring?: string
      readonly hold?: true
    }
  | {
      readonly is: 'rated'
      readonly case: CaseId
      readonly rating: number
      readonly comment: string
    }
  | {
      readonly is: 'news'
      readonly workgroup: BareJid
      readonly case: CaseId
      readonly what: News
      readonly who?: BareJid
    }
  | { readonly is: 'floor-told'; readonly workgroup: BareJid; readonly floor: Floor }
  /** The list of who is on the site is old. */
  | { readonly is: 'site-changed'; readonly workgroup: BareJid }
  | { readonly is: 'site-news'; readonly workgroup: BareJid; readonly text: string }
  | {
      readonly is: 'occupant'
      readonly room: RoomJid
      readonly nick: string
      readonly here: boolean
      readonly self: boolean
      readonly codes: readonly string[]
      readonly destroyed: boolean
    }
  | { readonly is: 'room-refused'; readonly room: RoomJid; readonly condition: string }
  | { readonly is: 'said'; readonly said: Said }
  | { readonly is: 'talk-said'; readonly said: TalkSaid }
  | { readonly is: 'amended'; readonly room: RoomJid; readonly amend: Amend }
  /** Somebody has read as far as this message (XEP-0333). */
  | { readonly is: 'displayed'; readonly room: RoomJid; readonly nick: string; readonly id: string }
  | {
      readonly is: 'message-refused'
      readonly room: RoomJid
      readonly id: string
      readonly condition: string
    }
  | { readonly is: 'typing'; readonly room: RoomJid; readonly nick: string; readonly typing: boolean }
  | { readonly is: 'notice'; readonly room: RoomJid; readonly notice: Noticed }
  | {
      readonly is: 'ended'
      readonly room?: RoomJid
      readonly case?: CaseId
      readonly reason: EndReason | 'unknown'
    }

/** What our own account tells us of the person's other clients. `by` is whoever says so. */
export type AccountFact =
  | { readonly is: 'client-shown'; readonly by: FullJid; readonly show: Show }
  | { readonly is: 'own-told'; readonly by: BareJid; readonly own: Own }
  | { readonly is: 'reads-told'; readonly by: BareJid; readonly reads: ReadonlyMap<RoomJid, string> }

/** What the operator did, and what came of it. */
export type DeskFact =
  | { readonly is: 'signing-in'; readonly jid: BareJid }
  | { readonly is: 'online'; readonly jid: BareJid; readonly resumed: boolean }
  | { readonly is: 'connection-lost'; readonly retryAt?: Instant }
  | { readonly is: 'signed-out'; readonly problem?: SignInProblem }
  | { readonly is: 'workgroups-found'; readonly workgroups: readonly { jid: BareJid; name: string }[] }
  | { readonly is: 'seats-found'; readonly workgroup: BareJid; readonly seats: number }
  | { readonly is: 'commands-found'; readonly workgroup: BareJid; readonly commands: readonly string[] }
  | {
      readonly is: 'case-noted'
      readonly case: CaseId
      readonly notes?: readonly Note[]
      readonly tags?: readonly string[]
    }
  | { readonly is: 'canned-found'; readonly workgroup: BareJid; readonly canned: readonly Canned[] }
  | { readonly is: 'messages-changed'; readonly workgroup: BareJid }
  | { readonly is: 'messages-found'; readonly workgroup: BareJid; readonly messages: readonly LeftMessage[] }
  | { readonly is: 'visitors-found'; readonly workgroup: BareJid; readonly visitors: readonly SiteVisitor[] }
  /** `who` has been asked to take the chat over, or in; nobody any more, if it is absent. */
  | { readonly is: 'transferring' | 'inviting'; readonly room: RoomJid; readonly who?: string }
  | { readonly is: 'own-changed'; readonly own: Own }
  /** What the account has kept of it, if anything: from now on others may hear of us. */
  | { readonly is: 'own-found'; readonly own?: Own }
  | { readonly is: 'read'; readonly room: RoomJid; readonly stanzaId: string }
  /** The chat of this case is to be opened when it is there. */
  | { readonly is: 'wanted'; readonly case?: string }
  | { readonly is: 'answering'; readonly case: CaseId }
  | { readonly is: 'declined'; readonly case: CaseId }
  | { readonly is: 'answer-failed'; readonly case: CaseId; readonly gone: boolean; readonly text: string }
  | {
      readonly is: 'saying'
      readonly room: RoomJid
      readonly id: string
      readonly body: string
      readonly reply?: Reply
      readonly file?: SharedFile
    }
  | { readonly is: 'saying-again'; readonly room: RoomJid; readonly id: string }
  | { readonly is: 'archived'; readonly room: RoomJid; readonly rows: readonly ArchiveRow[] }
  | { readonly is: 'caught-up'; readonly room: RoomJid }
  /** What lies before the first line; `before` is absent when that was all. */
  | {
      readonly is: 'archived-earlier'
      readonly room: RoomJid
      readonly rows: readonly ArchiveRow[]
      readonly before?: string
    }
  | { readonly is: 'earlier-asked' | 'earlier-failed'; readonly room: RoomJid }
  /** The archive gave up on us, or is asked once more. */
  | { readonly is: 'gap-left' | 'gap-asked'; readonly room: RoomJid }
  | { readonly is: 'entry-failed'; readonly room: RoomJid }
  | { readonly is: 'closing'; readonly room: RoomJid; readonly closing: boolean }
  | { readonly is: 'opened'; readonly room?: RoomJid }
  /** A page of our own archive: with one colleague, or with anybody. */
  | {
      readonly is: 'talk-archived'
      readonly with?: BareJid
      readonly rows: readonly TalkSaid[]
      readonly before?: string
    }
  | { readonly is: 'talk-opened'; readonly with?: BareJid }
  /** Who works in this workgroup talks here. */
  | { readonly is: 'team-found'; readonly room: BareJid; readonly name: string; readonly nick: string }
  | { readonly is: 'talk-read'; readonly with: BareJid; readonly at: Instant }
  | { readonly is: 'looking'; readonly looking: boolean; readonly atTalks: boolean }
  | { readonly is: 'dismissed'; readonly room: RoomJid }
  | { readonly is: 'previewed'; readonly case?: CaseId }
  | { readonly is: 'told'; readonly text: string; readonly tone: 'plain' | 'bad' }
  | { readonly is: 'word-over'; readonly id: number }

export type Fact = WireFact | AccountFact | DeskFact
