/** Who has the workgroup in the roster: operators on duty by presence, and others who like to see it. */
import type { BareJid } from '../core/types.ts'

export class Subscribers {
  readonly #jids = new Set<BareJid>()

  load(jids: readonly BareJid[]): void {
    for (const jid of jids) this.#jids.add(jid)
  }

  add(jid: BareJid): void {
    this.#jids.add(jid)
  }

  delete(jid: BareJid): void {
    this.#jids.delete(jid)
  }

  has(jid: BareJid): boolean {
    return this.#jids.has(jid)
  }

  all(): BareJid[] {
    return [...this.#jids]
  }
}
