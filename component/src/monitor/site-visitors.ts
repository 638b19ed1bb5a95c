import type { BareJid, Instant, Outcome } from '../core/types.ts'
import { randomText } from '../effects/random.ts'
import type { Clock } from '../effects/types.ts'
import { cleanLine, shorten } from '../protocol/clean.ts'
import type { Caller, Ears, Invitation, Page, Seen, SiteVisitor } from './types.ts'

/** Between two pages of a site nobody has left it, ms. */
export const LEAVING = 10_000
const LONGEST_NAME = 60

interface Entry {
  /** Known to the tab only: what it continues with. */
  readonly key: string
  readonly number: number
  readonly since: Instant
  seen: Seen
  page: Page | undefined
  invitation: Invitation | undefined
  cancelLeaving: () => void
  cancelExpiry: () => void
}

/** Why somebody cannot be invited. */
export type InviteFault =
  | { readonly is: 'not-here' }
  | { readonly is: 'busy' }
  | { readonly is: 'invited'; readonly by: string }

const nothing = (): void => {}
const secret = (): string => randomText(16, 'base64url')

/** Everybody who is on a site that watches, at most `most()` of them. */
export class SiteVisitors {
  readonly #byKey = new Map<string, Entry>()
  readonly #byNumber = new Map<number, Entry>()
  readonly #byToken = new Map<string, Entry>()
  #next = 1

  constructor(
    readonly clock: Clock,
    readonly ears: Ears,
    readonly most: () => number,
  ) {}

  get size(): number {
    return this.#byKey.size
  }

  /**
   * A page is open. One that names a visitor of its site goes on for them; any other is somebody new. Returns what is to be
   * called when its connection has ended; `undefined`: there are too many.
   */
  arrive(key: string | undefined, seen: Seen, page: Page): (() => void) | undefined {
    const known = key === undefined ? undefined : this.#byKey.get(key)
    const entry = known?.seen.site === seen.site ? known : this.#add(seen)
    if (!entry) return undefined
    const before = entry.page
    entry.page = page
    entry.seen = seen
    entry.cancelLeaving()
    before?.send({ is: 'elsewhere' })
    before?.close()
    page.send({ is: 'here', visitor: entry.key })
    page.send(entry.invitation ? asSeen(entry.invitation) : { is: 'over' })
    this.ears.changed(seen.site)
    return () => this.#lose(entry, page)
  }

  /** Who has a page of these sites open, the longest there first. */
  on(sites: ReadonlySet<string>): SiteVisitor[] {
    return [...this.#byNumber.values()].filter(({ seen, page }) => page && sites.has(seen.site)).map(shown)
  }

  invite(number: number, caller: Caller): InviteFault | undefined {
    const entry = this.#byNumber.get(number)
    if (!entry?.page) return { is: 'not-here' }
    if (entry.seen.busy) return { is: 'busy' }
    const { invitation: before } = entry
    if (before) return before.operator === caller.operator ? undefined : { is: 'invited', by: before.name }
    const invitation: Invitation = { ...caller, token: secret(), visitor: shown(entry) }
    entry.invitation = invitation
    this.#byToken.set(invitation.token, entry)
    entry.cancelExpiry = this.clock.wake(caller.until, () => this.#end(entry, 'expired'))
    entry.page?.send(asSeen(invitation))
    this.ears.changed(entry.seen.site)
    return undefined
  }

  /** How many have not answered this operator yet. */
  pendingOf(operator: BareJid): number {
    return [...this.#byToken.values()].filter(({ invitation }) => invitation?.operator === operator).length
  }

  standing(token: string): Invitation | undefined {
    return this.#byToken.get(token)?.invitation
  }

  /** Said no. False: there is no such invitation. */
  decline(token: string, what: 'declined' | 'busy'): boolean {
    const entry = this.#byToken.get(token)
    if (entry) this.#end(entry, what)
    return entry !== undefined
  }

  /** Said yes: it works once. What came of it is for the caller to tell. */
  redeem(token: string): Invitation | undefined {
    const entry = this.#byToken.get(token)
    const invitation = entry?.invitation
    if (!entry || !invitation) return undefined
    entry.seen = { ...entry.seen, busy: true }
    this.#end(entry)
    return invitation
  }

  /** The configuration has changed: who may no longer be watched is forgotten at once. */
  follow(watches: (site: string) => boolean): void {
    for (const entry of [...this.#byKey.values()]) if (!watches(entry.seen.site)) this.#forget(entry)
  }

  stop(): void {
    for (const entry of this.#byKey.values()) {
      entry.cancelLeaving()
      entry.cancelExpiry()
    }
  }

  #add(seen: Seen): Entry | undefined {
    if (this.#byKey.size >= this.most()) return undefined
    const entry: Entry = {
      ...{ key: secret(), number: this.#next, since: this.clock.now(), seen },
      ...{ page: undefined, invitation: undefined, cancelLeaving: nothing, cancelExpiry: nothing },
    }
    this.#next += 1
    this.#byKey.set(entry.key, entry)
    this.#byNumber.set(entry.number, entry)
    return entry
  }

  #lose(entry: Entry, page: Page): void {
    if (entry.page !== page) return
    entry.page = undefined
    entry.cancelLeaving = this.clock.wake(this.clock.now() + LEAVING, () => this.#forget(entry))
    this.ears.changed(entry.seen.site)
  }

  #forget(entry: Entry): void {
    this.#byKey.delete(entry.key)
    this.#byNumber.delete(entry.number)
    entry.cancelLeaving()
    if (entry.invitation) this.#end(entry, 'left')
    const { page } = entry
    entry.page = undefined
    page?.close()
    this.ears.changed(entry.seen.site)
  }

  #end(entry: Entry, what?: Outcome): void {
    const { invitation } = entry
    if (!invitation) return
    entry.invitation = undefined
    entry.cancelExpiry()
    this.#byToken.delete(invitation.token)
    entry.page?.send({ is: 'over' })
    if (what) this.ears.outcome(invitation, what)
    this.ears.changed(entry.seen.site)
  }
}

function shown({ number, since, seen, invitation }: Entry): SiteVisitor {
  const named = seen.parameters.find(({ name }) => name === 'name')?.value
  const name = shorten(cleanLine(named ?? ''), LONGEST_NAME) || `Visitor ${number}`
  return { ...seen, number, since, name, ...(invitation && { invitedBy: invitation.name }) }
}

const asSeen = ({ token, name, workgroupName, accent }: Invitation) =>
  ({ is: 'invited', invitation: token, by: name, workgroup: workgroupName, accent }) as const
