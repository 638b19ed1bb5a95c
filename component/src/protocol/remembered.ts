import { copied } from './copied.ts'

/** The component's own addresses are few. What strangers make up could be any number: then all are worked out anew. */
const MOST = 1_000

/** A function of an address that is asked of the same few thousands of times a second: each answer is worked out once. */
export function remembered<T>(of: (address: string) => T): (address: string) => T {
  const known = new Map<string, T>()
  return (address) => {
    const there = known.get(address)
    if (there !== undefined) return there
    const own = copied(address)
    const value = of(own)
    if (known.size >= MOST) known.clear()
    known.set(own, value)
    return value
  }
}
