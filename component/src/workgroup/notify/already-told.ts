/** What everybody who asked for their colleagues has been told of each of them. */
import type { BareJid, Operator, Rules } from '../../core/types.ts'
import type { Colleague } from './pushes.ts'

interface Told {
  readonly words: string
  /** Of whom it was said: while they are the same objects, the words are the same. */
  operator: Operator
  rules: Rules
}

export class ToldColleagues {
  readonly #told = new Map<BareJid, Told>()

  /** Is there something else to be said of them than last time? */
  isNews({ jid, operator, rules, words }: Colleague): boolean {
    const told = this.#told.get(jid)
    if (!told) return true
    if (told.operator === operator && told.rules === rules) return false
    if (told.words !== words()) return true
    told.operator = operator
    told.rules = rules
    return false
  }

  set({ jid, operator, rules, words }: Colleague): void {
    this.#told.set(jid, { words: words(), operator, rules })
  }

  delete({ jid }: Colleague): void {
    this.#told.delete(jid)
  }

  clear(): void {
    this.#told.clear()
  }
}
