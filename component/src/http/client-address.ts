import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import proxyAddress from 'proxy-addr'
import { Problem } from './problems.ts'

/** Addresses and networks: `127.0.0.1`, `10.0.0.0/8`, `fc00::/7`. */
export function networks(list: readonly string[]): (address: string) => boolean {
  const blocks = new BlockList()
  for (const entry of list) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) blocks.addAddress(address, family)
    else blocks.addSubnet(address, Number(bits), family)
  }
  return (address) => isIP(address) !== 0 && blocks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

export const isLoopback = networks(['127.0.0.0/8', '::1'])

/** IPv4 in IPv6 clothes is what a socket that listens on both reports. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '')

/**
 * Who is at the other end: from right to left through `X-Forwarded-For`, as long as those who wrote it are trusted.
 * A forged entry further left changes nothing.
 *
 * @throws Problem when a proxy that is trusted names no address: taken for the proxy's own it would be everybody's, and the
 * proxy may be this machine, which may do more than others.
 */
export function clientAddress(request: IncomingMessage, trusted: (address: string) => boolean): string {
  const address = plain(proxyAddress(request, (one) => trusted(plain(one))))
  if (isIP(address) === 0) throw new Problem('malformed', 'X-Forwarded-For names no address.')
  return address
}

/** The same as an address or a network. */
export const networkOf = (address: string): string =>
  isIP(address) === 6 ? `${limitKey(address)}::/64` : address

/** What limits count: one household of IPv6 owns a whole /64. */
export function limitKey(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const last = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - groups.length - last.length
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...last]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
