/** The networks of live requests and chats, as limits count them; not in the store. */
import type { CaseId } from '../core/types.ts'

export class Addresses {
  readonly #byCase = new Map<CaseId, string>()
  readonly #counts = new Map<string, number>()

  set(id: CaseId, address: string): void {
    this.delete(id)
    this.#byCase.set(id, address)
    this.#count(address, 1)
  }

  get(id: CaseId): string | undefined {
    return this.#byCase.get(id)
  }

  delete(id: CaseId): void {
    const address = this.#byCase.get(id)
    if (address === undefined) return
    this.#byCase.delete(id)
    this.#count(address, -1)
  }

  /** How many cases of an address are open. */
  open(address: string): number {
    return this.#counts.get(address) ?? 0
  }

  #count(address: string, by: number): void {
    const count = this.open(address) + by
    if (count === 0) this.#counts.delete(address)
    else this.#counts.set(address, count)
  }
}
