import { randomBytes } from 'node:crypto'
import type { CaseId } from '../core/types.ts'
import type { Store } from './types.ts'

/** Without letters and digits that look alike. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'

/** Short enough to say aloud; one that is taken is drawn again. */
export async function newCaseId(store: Pick<Store, 'caseById'>): Promise<CaseId> {
  const id = [...randomBytes(8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return (await store.caseById(id)) ? newCaseId(store) : id
}

/** After so long without a need the next one is drawn, ms. */
const IDLE = 20

/** Ids for requests: one is always ready, because somebody waits for each. */
export class CaseIds {
  readonly #store: Pick<Store, 'caseById'>
  #ready: CaseId | undefined
  #drawing: NodeJS.Timeout | undefined

  constructor(store: Pick<Store, 'caseById'>) {
    this.#store = store
  }

  async take(): Promise<CaseId> {
    const ready = this.#ready
    this.#ready = undefined
    this.#drawing ??= setTimeout(() => void this.#draw(), IDLE).unref()
    return ready ?? newCaseId(this.#store)
  }

  /** A store that does not answer is heard of by whoever asks next. */
  async #draw(): Promise<void> {
    try {
      this.#ready ??= await newCaseId(this.#store)
    } catch {
      this.#ready = undefined
    }
    this.#drawing = undefined
  }
}
