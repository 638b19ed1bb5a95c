/**
 * One tab at a time has the chat. A Web Lock says which: whoever is before the visitor's eyes steals it, the tab that had it
 * is told. Without Web Locks (no secure context) the server's `superseded` does the same, a little later.
 */
export class Tabs {
  #mine: AbortController | undefined

  constructor(
    readonly name: string,
    readonly lost: () => void,
  ) {}

  /** Takes the chat; with `politely` only when no other tab has it. Resolves with whether it is ours. */
  claim(politely = false): Promise<boolean> {
    if (this.#mine || !navigator.locks) return Promise.resolve(true)
    const mine = new AbortController()
    this.#mine = mine
    return new Promise((answered) => {
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        answered(lock !== null)
        if (lock === null) {
          this.#mine = undefined
          return undefined
        }
        return new Promise((release) => mine.signal.addEventListener('abort', () => release()))
      }
      const how = politely ? { ifAvailable: true } : { steal: true }
      navigator.locks.request(this.name, how, hold).catch((error) => {
        // Only a theft is one; a browser may also refuse locks to a frame altogether.
        const stolen = error instanceof DOMException && error.name === 'AbortError'
        answered(!stolen)
        if (!stolen || this.#mine !== mine) return
        this.#mine = undefined
        this.lost()
      })
    })
  }

  release(): void {
    const mine = this.#mine
    this.#mine = undefined
    mine?.abort()
  }
}
