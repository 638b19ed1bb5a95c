import type { Trigger } from '../config/types.ts'
import type { BareJid, Instant, Outcome } from '../core/types.ts'
import { randomText } from '../effects/random.ts'
import type { Clock } from '../effects/types.ts'
import { cleanLine, shorten } from '../protocol/clean.ts'
import { withPage } from './background.ts'
import { firstDue } from './triggers.ts'
import type { Caller, Ears, Invitation, Page, Seen, SiteVisitor, Suggestion } from './types.ts'

/** Between two pages of a site nobody has left it, ms. */
export const LEAVING = 10_000
const LONGEST_NAME = 60
/** While a rule fits: how often it is looked whether somebody is free, ms. */
export const LOOK_AGAIN = 5_000

interface Entry {
  /** Known to the tab only: what it continues with. */
  readonly key: string
  readonly number: number
  readonly since: Instant
  seen: Seen
  page: Page | undefined
  invitation: Invitation | undefined
  /** How many pages of the site they have opened, and when the newest of them. */
  pages: number
  opened: Instant
  path: readonly string[]
  earlier: number
  /** By rule: what has fired, and whether it is before their eyes. */
  fired: Trigger | undefined
  suggested: boolean
  cancelSuggestion: () => void
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
  arrive(key: string | undefined, seen: Seen, page: Page, suggestion?: Suggestion): (() => void) | undefined {
    const known = key === undefined ? undefined : this.#byKey.get(key)
    const entry = known?.seen.site === seen.site ? known : this.#add(seen)
    if (!entry) return undefined
    const before = entry.page
    if (entry.pages === 0 || entry.seen.page !== seen.page) {
      entry.pages += 1
      entry.opened = this.clock.now()
    }
    entry.page = page
    entry.path = withPage(entry.path, seen.page)
    entry.seen = { ...seen, asked: seen.asked || entry.seen.asked === true }
    entry.cancelLeaving()
    before?.send({ is: 'elsewhere' })
    before?.close()
    page.send({ is: 'here', visitor: entry.key })
    entry.suggested = false
    if (suggestion) this.#suggestLater(entry, page, suggestion)
    if (!entry.suggested) page.send(entry.invitation ? asSeen(entry.invitation) : { is: 'over' })
    this.ears.changed(seen.site)
    if (!before && entry.earlier === 0) void this.#recall(entry)
    return () => this.#lose(entry, page)
  }

  /** What a page that is open may say of its visitor beside the rest. */
  of(key: string): SiteVisitor | undefined {
    const entry = this.#byKey.get(key)
    return entry && shown(entry)
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
    this.#answered(entry)
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
    const suggested = this.#byKey.get(token)
    if (suggested) this.#answered(suggested)
    const entry = this.#byToken.get(token)
    if (entry) this.#end(entry, what)
    return entry !== undefined || suggested !== undefined
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
      entry.cancelSuggestion()
    }
  }

  #add(seen: Seen): Entry | undefined {
    if (this.#byKey.size >= this.most()) return undefined
    const entry: Entry = {
      ...{ key: secret(), number: this.#next, since: this.clock.now(), seen },
      ...{ page: undefined, invitation: undefined, cancelLeaving: nothing, cancelExpiry: nothing },
      ...{
        pages: 0,
        opened: 0,
        path: [],
        earlier: 0,
        fired: undefined,
        suggested: false,
        cancelSuggestion: nothing,
      },
    }
    this.#next += 1
    this.#byKey.set(entry.key, entry)
    this.#byNumber.set(entry.number, entry)
    return entry
  }

  /**
   * When a rule is due, and from then on, also on the pages that follow: shown while somebody is free and the visitor has no
   * chat, until it is answered. Who was asked once is not asked again in this visit.
   */
  #suggestLater(entry: Entry, page: Page, { triggers, may }: Suggestion): void {
    entry.cancelSuggestion()
    const { seen, pages, opened } = entry
    if (seen.asked || seen.busy) return
    const due = entry.fired ?? firstDue(triggers, { ...seen, pages, returning: seen.returning === true })
    if (!due) return
    const look = (): void => {
      if (entry.page !== page || entry.invitation) return
      const who = may()
      if (who) entry.fired = due
      if (who && !entry.suggested) {
        const { text } = due
        page.send({ is: 'suggested', invitation: entry.key, ...who, ...(text !== undefined && { text }) })
      }
      if (!who && entry.suggested) page.send({ is: 'over' })
      if (entry.suggested === (who === undefined)) this.ears.changed(seen.site)
      entry.suggested = who !== undefined
      entry.cancelSuggestion = this.clock.wake(this.clock.now() + LOOK_AGAIN, look)
    }
    const at = entry.fired ? 0 : opened + due.after
    if (at <= this.clock.now()) look()
    else entry.cancelSuggestion = this.clock.wake(at, look)
  }

  async #recall(entry: Entry): Promise<void> {
    entry.earlier = (await this.ears.earlier?.(entry.seen)) ?? 0
    if (entry.earlier > 0 && this.#byKey.has(entry.key)) this.ears.changed(entry.seen.site)
  }

  /** There is no invitation by rule any more in this visit. */
  #answered(entry: Entry): void {
    entry.cancelSuggestion()
    entry.seen = { ...entry.seen, asked: true }
    if (!entry.suggested) return
    entry.suggested = false
    this.ears.changed(entry.seen.site)
  }

  #lose(entry: Entry, page: Page): void {
    if (entry.page !== page) return
    entry.page = undefined
    entry.cancelSuggestion()
    entry.cancelLeaving = this.clock.wake(this.clock.now() + LEAVING, () => this.#forget(entry))
    this.ears.changed(entry.seen.site)
  }

  #forget(entry: Entry): void {
    this.#byKey.delete(entry.key)
    this.#byNumber.delete(entry.number)
    entry.cancelLeaving()
    entry.cancelSuggestion()
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

function shown({ number, since, seen, invitation, suggested, path, earlier }: Entry): SiteVisitor {
  const named = seen.parameters.find(({ name }) => name === 'name')?.value
  const name = shorten(cleanLine(named ?? ''), LONGEST_NAME) || `Visitor ${number}`
  return {
    ...{ ...seen, number, since, name },
    background: { ...seen.background, ...(path.length > 0 && { path }), ...(earlier > 0 && { earlier }) },
    ...(invitation && { invitedBy: invitation.name }),
    ...(suggested && { suggested }),
  }
}

const asSeen = ({ token, name, workgroupName, accent, text }: Invitation) => ({
  ...{ is: 'invited' as const, invitation: token, by: name, workgroup: workgroupName, accent },
  ...(text && { text }),
})
