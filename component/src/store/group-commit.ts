/**
 * Group commit: a durable commit costs the disk a flush, whatever is in it, so all writes that arrive within one turn
 * of the event loop (or while the transaction before is under way) become one transaction, in the order they came. What
 * nobody waits for waits itself for a moment, and is then written with whatever else there is.
 */
import type { Db, Engine } from './engine.ts'
import { concernsOneWrite, named, StoreError } from './errors.ts'

interface Write {
  change(db: Db): Promise<unknown>
  done(value: unknown): void
  failed(error: StoreError): void
}

/** What is calm is written with what comes next, or after so long, ms. */
const CALM_MS = 250

/** Keeps one transaction short, so that stanzas are read between two of them. */
const AT_MOST = 250

export class GroupCommit {
  readonly #engine: Pick<Engine, 'transaction'>
  #waiting: Write[] = []
  #working: Promise<void> | undefined
  #isUrgent = false
  #later: NodeJS.Timeout | undefined
  #closed = false

  constructor(engine: Pick<Engine, 'transaction'>) {
    this.#engine = engine
  }

  /** Resolves when the change is durable; rejects with a `StoreError`, and then nothing of it is there. */
  write<T>(change: (db: Db) => Promise<T>, { isCalm = false } = {}): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreError('closed'))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ change, done: (value) => resolve(value as T), failed: reject })
      if (isCalm) this.#later ??= setTimeout(() => this.#urge(), CALM_MS)
      else this.#urge()
    })
  }

  /** Refuses new writes and waits for those under way. */
  async close(): Promise<void> {
    this.#closed = true
    this.#urge()
    await this.#working
  }

  #urge(): void {
    clearTimeout(this.#later)
    this.#later = undefined
    this.#isUrgent = true
    this.#working ??= this.#work()
  }

  async #work(): Promise<void> {
    while (this.#isUrgent) {
      await new Promise(setImmediate)
      const writes = this.#waiting.splice(0, AT_MOST)
      this.#isUrgent = this.#waiting.length > 0
      await this.#commit(writes)
    }
    this.#working = undefined
  }

  /** A write that is wrong in itself is refused alone; the others are tried again together without it. */
  async #commit(writes: readonly Write[]): Promise<void> {
    let rest = writes
    while (rest.length > 0) {
      const outcome = await this.#attempt(rest)
      if (outcome.ok) return rest.forEach((write, index) => void write.done(outcome.values[index]))
      const { culprit, error } = outcome
      const refused = culprit && concernsOneWrite(error) ? [culprit] : rest
      for (const write of refused) write.failed(error)
      rest = rest.filter((write) => !refused.includes(write))
    }
  }

  async #attempt(
    writes: readonly Write[],
  ): Promise<{ ok: true; values: unknown[] } | { ok: false; error: StoreError; culprit: Write | undefined }> {
    let current: Write | undefined
    try {
      const values = await this.#engine.transaction(async (db) => {
        const results: unknown[] = []
        for (const write of writes) {
          current = write
          results.push(await write.change(db))
        }
        current = undefined
        return results
      })
      return { ok: true, values }
    } catch (error) {
      return { ok: false, error: named(error), culprit: current }
    }
  }
}
