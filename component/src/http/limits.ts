// By its file: the package's front door loads the clients of eight databases, and ten megabytes with them.
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js'

const MINUTE = 60 // s

/** So many a minute for each key, counted from its first one on. Kept in memory; a restart forgives. */
export class RateLimit {
  #counted: { readonly perMinute: number; readonly limiter: RateLimiterMemory } | undefined

  /** Takes one. Resolves to 0, or to the seconds until the next may be had. Another limit than before begins anew. */
  async take(key: string, perMinute: number): Promise<number> {
    if (this.#counted?.perMinute !== perMinute) {
      const limiter = new RateLimiterMemory({ points: perMinute, duration: MINUTE })
      this.#counted = { perMinute, limiter }
    }
    try {
      await this.#counted.limiter.consume(key)
      return 0
    } catch (refused) {
      if (refused instanceof Error) throw refused
      const { msBeforeNext } = refused as { readonly msBeforeNext: number }
      return Math.max(1, Math.ceil(msBeforeNext / 1_000))
    }
  }
}

/** How many are open at once, by key. */
export class OpenCount {
  readonly #open = new Map<string, number>()
  total = 0

  /** Returns a function that gives the place back (once), or undefined when there is none. */
  enter(key: string, limit: number): (() => void) | undefined {
    const count = this.#open.get(key) ?? 0
    if (count >= limit) return undefined
    this.#open.set(key, count + 1)
    this.total += 1
    let inside = true
    return () => {
      if (!inside) return
      inside = false
      this.total -= 1
      const left = (this.#open.get(key) ?? 1) - 1
      if (left === 0) this.#open.delete(key)
      else this.#open.set(key, left)
    }
  }
}
