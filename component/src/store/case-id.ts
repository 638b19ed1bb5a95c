import { randomBytes } from 'node:crypto'
import type { CaseId } from '../core/types.ts'
import type { Store } from './types.ts'

type Known = Pick<Store, 'takenIds'>

/** Without letters and digits that look alike. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'
const LENGTH = 8
/** The same for all that are drawn together: what is written at the same time then lies close together in each index. */
const SHARED = 5

/** Short enough to say aloud; one that is taken is drawn again. */
export async function newCaseId(store: Known): Promise<CaseId> {
  const [id] = await draw(store, 1)
  return id ?? newCaseId(store)
}

const letters = (count: number): string =>
  Array.from(randomBytes(count), (byte) => ALPHABET[byte % ALPHABET.length]).join('')

/** So many, less those that are taken. */
async function draw(store: Known, count: number): Promise<CaseId[]> {
  const shared = letters(SHARED)
  const own = LENGTH - SHARED
  const others = letters(count * own)
  const ids = Array.from(
    { length: count },
    (_, index) => shared + others.slice(index * own, (index + 1) * own),
  )
  const taken = new Set(await store.takenIds(ids))
  return ids.filter((id) => !taken.has(id))
}

/** Drawn together; once so few are left, the next ones are drawn. */
const TOGETHER = 100
const FEW = 50

/** Ids for requests: some are always ready, because somebody waits for each. */
export class CaseIds {
  readonly #store: Known
  readonly #ready = new Set<CaseId>()
  #drawing: Promise<void> | undefined

  constructor(store: Known) {
    this.#store = store
  }

  async take(): Promise<CaseId> {
    while (this.#ready.size === 0) await this.#draw()
    const [id = ''] = this.#ready
    this.#ready.delete(id)
    // A store that does not answer is heard of by whoever finds none.
    if (this.#ready.size < FEW) this.#draw().catch(() => {})
    return id
  }

  #draw(): Promise<void> {
    this.#drawing ??= draw(this.#store, TOGETHER)
      .then((ids) => {
        for (const id of ids) this.#ready.add(id)
      })
      .finally(() => {
        this.#drawing = undefined
      })
    return this.#drawing
  }
}
