import { isIP } from 'node:net'

/** How much of an address may be blocked at once: not half the world by a slip of the hand. */
const WIDEST = { 0: 0, 4: 16, 6: 32 } as const
const BITS = { 0: 0, 4: 32, 6: 128 } as const

/** `203.0.113.9`, `203.0.113.0/24`, `2001:db8::/48` */
export function isNetwork(words: string): boolean {
  const [address = '', bits, ...rest] = words.split('/')
  const kind = isIP(address) as 0 | 4 | 6
  if (kind === 0 || rest.length > 0) return false
  if (bits === undefined) return true
  return /^\d+$/.test(bits) && Number(bits) >= WIDEST[kind] && Number(bits) <= BITS[kind]
}
