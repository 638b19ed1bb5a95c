/**
 * The rows of the queue as clients were told them when they came: up to a hundred kilobytes, which the next picture for
 * everybody need not repeat to them where it says the same.
 */
import { createHash } from 'node:crypto'
import type { Element } from 'ltx'
import type { FullJid } from '../../core/types.ts'

export class Introduced {
  /** As digests: many may come at once, and the rows are long. */
  readonly #told = new Map<FullJid, string>()
  /** Many share one element. */
  readonly #digests = new WeakMap<Element, string>()

  add(client: FullJid, rows: Element): void {
    this.#told.set(client, this.#digest(rows))
  }

  /** Has this client been told just these rows when it came, a moment ago? Asked once. */
  knows(client: FullJid, rows: Element): boolean {
    const told = this.#told.get(client)
    this.#told.delete(client)
    return told !== undefined && told === this.#digest(rows)
  }

  /** Everybody has been told the newest. */
  clear(): void {
    this.#told.clear()
  }

  #digest(rows: Element): string {
    const digest = this.#digests.get(rows) ?? createHash('sha256').update(rows.toString()).digest('base64')
    this.#digests.set(rows, digest)
    return digest
  }
}
