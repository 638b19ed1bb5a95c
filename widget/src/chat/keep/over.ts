/**
 * A chat that is over can be read in this tab until the visitor puts it away: after a reload, and on the next page. Where
 * the browser gives a frame no storage it is on the screen alone.
 */
import type { State } from '../model/types.ts'

export class Over {
  constructor(readonly key: string) {}

  /** What is on the screen of it; nothing of what is not over. */
  keep({ phase, ended, bye, room, thread, values }: State): void {
    try {
      const kept = phase === 'ended' && bye && { phase, ended, bye, room, thread, values }
      if (kept) sessionStorage.setItem(this.key, JSON.stringify(kept))
      else sessionStorage.removeItem(this.key)
    } catch {}
  }

  load(): Partial<State> | undefined {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? '')
    } catch {
      return undefined
    }
  }
}
