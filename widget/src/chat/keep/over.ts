/**
 * A chat that is over can be read in this tab until the visitor puts it away: after a reload, and on the next page. Where
 * the browser gives a frame no storage it is on the screen alone.
 */
import type { State } from '../model/types.ts'

/** What is on the screen of it. */
type Kept = Partial<State>

export class Over {
  constructor(readonly key: string) {}

  /** Nothing is kept of what is not over. */
  keep({ phase, ended, bye, room, thread, instead, values }: State): void {
    try {
      sessionStorage.removeItem(this.key)
      if (phase !== 'ended' || !bye) return
      const kept: Kept = { phase, bye, thread, values, ...(ended && { ended }), ...(room && { room }) }
      sessionStorage.setItem(this.key, JSON.stringify({ ...kept, ...(instead && { instead }) }))
    } catch {}
  }

  load(): Kept | undefined {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) ?? 'null') as Kept | null
      return kept?.bye && kept.thread ? kept : undefined
    } catch {
      return undefined
    }
  }
}
