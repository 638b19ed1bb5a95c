/** Answers to archive queries (XEP-0313) on their way: each result comes as a message of its own, before the answer. */
import { randomUUID } from 'node:crypto'
import type { Element } from 'ltx'
import { type ArchiveResult, parseResult } from '../protocol/mam.ts'

/** Query id -> what has come so far. */
export class Collecting {
  readonly #open = new Map<string, ArchiveResult[]>()

  begin(): { readonly id: string; readonly results: ArchiveResult[] } {
    const id = randomUUID()
    const results: ArchiveResult[] = []
    this.#open.set(id, results)
    return { id, results }
  }

  end(id: string): void {
    this.#open.delete(id)
  }

  /** A `<result/>` from a room. */
  take(stanza: Element): void {
    const result = parseResult(stanza)
    if (result) this.#open.get(result.queryId ?? '')?.push(result)
  }
}
