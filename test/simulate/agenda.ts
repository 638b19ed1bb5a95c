/** What will happen when: a binary heap, soonest first; what was noted first happens first of what is due together. */
export interface Due {
  readonly at: number
  readonly act: () => void
}

export class Agenda {
  readonly #heap: (Due & { readonly turn: number })[] = []
  #turn = 0

  get size(): number {
    return this.#heap.length
  }

  add(at: number, act: () => void): void {
    this.#heap.push({ at, act, turn: this.#turn })
    this.#turn += 1
    this.#rise(this.#heap.length - 1)
  }

  next(): Due | undefined {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (first && last && this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink(0)
    }
    return first
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]]
    if (!one || !other) return false
    return one.at < other.at || (one.at === other.at && one.turn < other.turn)
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]]
    if (!one || !other) return
    this.#heap[a] = other
    this.#heap[b] = one
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.#isBefore(at, parent)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      const left = 2 * at + 1
      const least = this.#isBefore(left + 1, left) ? left + 1 : left
      if (!this.#isBefore(least, at)) return
      this.#swap(least, at)
      at = least
    }
  }
}
