import type { Instant } from '../core/types.ts'

interface Bucket {
  tokens: number
  at: Instant
}

/** Above this many addresses the full buckets are thrown away: they say nothing that a new one would not. */
const SWEEP_AT = 10_000

/** Token buckets by key: a minute's worth at once, then evenly. Kept in memory; a restart forgives. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>()

  /** Takes one. Returns 0, or the seconds until the next may be had. */
  take(key: string, perMinute: number, now: Instant): number {
    if (this.#buckets.size >= SWEEP_AT) this.#sweep(perMinute, now)
    const bucket = this.#buckets.get(key) ?? { tokens: perMinute, at: now }
    const passed = Math.max(0, now - bucket.at)
    bucket.tokens = Math.min(perMinute, bucket.tokens + (passed * perMinute) / 60_000)
    bucket.at = now
    this.#buckets.set(key, bucket)
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / perMinute)
    bucket.tokens -= 1
    return 0
  }

  #sweep(perMinute: number, now: Instant): void {
    for (const [key, { tokens, at }] of this.#buckets) {
      if (tokens + ((now - at) * perMinute) / 60_000 >= perMinute) this.#buckets.delete(key)
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
