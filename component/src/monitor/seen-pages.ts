/** From which websites the loader of each site has asked, and whether it may: what their owners are told of (D5). */
import type { Instant } from '../core/types.ts'

export interface SeenPage {
  readonly origin: string
  /** May it show the chat? */
  readonly allowed: boolean
  readonly at: Instant
}

/** Anybody can ask from anywhere: the newest only, in memory. */
const MOST = 20

export class SeenPages {
  readonly #bySite = new Map<string, Map<string, SeenPage>>()

  note(site: string, page: SeenPage): void {
    if (!/^https?:\/\/[^\s/]{1,255}$/.test(page.origin)) return
    const known = this.#bySite.get(site) ?? new Map<string, SeenPage>()
    // The newest is the last.
    known.delete(page.origin)
    known.set(page.origin, page)
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    this.#bySite.set(site, known)
  }

  /** The newest first. */
  of(site: string): readonly SeenPage[] {
    return [...(this.#bySite.get(site)?.values() ?? [])].reverse()
  }
}
