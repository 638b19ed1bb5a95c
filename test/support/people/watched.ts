/** A list that one can wait on. Everything a person hears goes into one, so nothing is missed between two waits. */

export interface Waiting {
  /** Milliseconds; 30 000 unless told. */
  readonly within?: number
  /** Only what came at or after this mark (`mark()`) counts. */
  readonly since?: number
}

interface Waiter<T> {
  /** True when it is done with. */
  look(item: T): boolean
  fail(error: Error): void
}

/** A ceiling, for machines that are slow: whoever waits is done as soon as it comes. */
const WITHIN = 30_000
const SHOWN = 12

export class Watched<T> {
  readonly items: T[] = []
  readonly #waiters = new Set<Waiter<T>>()
  readonly #followers: { each(item: T): void; end(why: string): void }[] = []
  #closed: string | undefined
  readonly #whose: string
  readonly #show: (item: T) => string

  /** `whose` and `show` are for the message of a wait that failed. */
  constructor(whose: string, show: (item: T) => string) {
    this.#whose = whose
    this.#show = show
  }

  add(item: T): void {
    this.items.push(item)
    for (const follower of this.#followers) follower.each(item)
    for (const waiter of [...this.#waiters]) if (waiter.look(item)) this.#waiters.delete(waiter)
  }

  /** Calls `each` for every item from now on, and `end` when the list is closed. */
  follow(each: (item: T) => void, end: (why: string) => void = () => {}): void {
    this.#followers.push({ each, end })
  }

  /** The place behind the last item, for `since`. */
  mark(): number {
    return this.items.length
  }

  /** The first item that fits, from the past or the future; rejects after the time with what came instead. */
  until(fits: (item: T) => boolean, what: string, { within = WITHIN, since = 0 }: Waiting = {}): Promise<T> {
    const known = this.items.slice(since).find(fits)
    if (known !== undefined) return Promise.resolve(known)
    if (this.#closed !== undefined) return Promise.reject(new Error(`${this.#whose}: ${this.#closed}`))
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(late)
        this.#waiters.delete(waiter)
        finish()
        return true
      }
      const waiter: Waiter<T> = {
        look: (item) => fits(item) && settle(() => resolve(item)),
        fail: (error) => settle(() => reject(error)),
      }
      const late = setTimeout(() => waiter.fail(this.#missed(what, within)), within)
      this.#waiters.add(waiter)
    })
  }

  /** Ends every wait, and those to come, for example because the person has left. */
  close(why: string): void {
    this.#closed ??= why
    for (const waiter of [...this.#waiters]) waiter.fail(new Error(`${this.#whose}: ${why}`))
    for (const follower of this.#followers.splice(0)) follower.end(why)
  }

  #missed(what: string, within: number): Error {
    const heard = this.items.slice(-SHOWN).map((item) => `  ${this.#show(item)}`)
    const came = heard.length > 0 ? `What came last:\n${heard.join('\n')}` : 'Nothing came.'
    return new Error(`${this.#whose} waited ${within} ms in vain for ${what}. ${came}`)
  }
}
