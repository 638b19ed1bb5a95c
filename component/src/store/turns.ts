/** One after the other, in the order they came. */
export class Turns {
  #taken = false
  readonly #waiting: (() => void)[] = []

  /** Resolves when it is the caller's turn, which lasts until `give`. */
  async take(): Promise<void> {
    if (this.#taken) await new Promise<void>((turn) => this.#waiting.push(turn))
    this.#taken = true
  }

  give(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#taken = false
  }
}
