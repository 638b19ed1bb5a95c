/** A value that can be watched: what `useSyncExternalStore` needs, and what the tests read. */
export interface Readable<T> {
  get(): T
  subscribe(listener: () => void): () => void
}

/** Calls back soon; whoever asks several times until then is called once. */
export type Soon = (callback: () => void) => void

const atOnce: Soon = (callback) => callback()

export class Store<T> implements Readable<T> {
  #value: T
  #due = false
  readonly #listeners = new Set<() => void>()

  /** `soon`: when the listeners hear of a change; the value itself is there at once. */
  constructor(
    value: T,
    private readonly soon: Soon = atOnce,
  ) {
    this.#value = value
  }

  get = (): T => this.#value

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    if (this.#due) return
    this.#due = true
    this.soon(this.#tell)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly #tell = (): void => {
    this.#due = false
    for (const listener of [...this.#listeners]) listener()
  }
}
