/** Secrets and names nobody can guess. */
import { randomFillSync } from 'node:crypto'

/** To ask for this much costs what it costs to ask for sixteen bytes. */
const pool = Buffer.allocUnsafeSlow(4096)
let used = pool.length

/** So many random bytes as text; each is given once and then forgotten. */
export function randomText(bytes: number, encoding: 'hex' | 'base64url'): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const given = pool.subarray(used, used + bytes)
  used += bytes
  const text = given.toString(encoding)
  given.fill(0)
  return text
}
