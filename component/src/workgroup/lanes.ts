/** Lengthy work about one case is done in order; different cases do not wait for each other. */
import type { CaseId } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'

export class Lanes {
  readonly #tails = new Map<CaseId, Promise<void>>()

  constructor(readonly log: Logger) {}

  /** Starts `task` when everything before it about the same case is done. A failure is logged and ends there. */
  run(id: CaseId, what: string, task: () => Promise<void>): void {
    const before = this.#tails.get(id)
    const work = async (): Promise<void> => {
      await before
      try {
        await task()
      } catch (error) {
        this.log.error(
          { case: id, err: error },
          `work on a case failed (${what}); what comes after it goes on`,
        )
      }
      if (this.#tails.get(id) === tail) this.#tails.delete(id)
    }
    const tail = work()
    this.#tails.set(id, tail)
  }

  /** Resolves when nothing about this case is under way. */
  async idle(id: CaseId): Promise<void> {
    for (let tail = this.#tails.get(id); tail; tail = this.#tails.get(id)) await tail
  }

  async allIdle(): Promise<void> {
    await Promise.all(this.#tails.values())
  }
}
