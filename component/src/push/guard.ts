/**
 * Where a push may go. The address of a push service comes from a browser: it must not lead into our own network, nor, by a
 * name that is another address a moment later, past this check (it is done again with the address that is connected to).
 */
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const LONGEST = 1_000

const NOT_PUBLIC: readonly (readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0', 96, 'ipv6'],
  // They stand for an address of the other family.
  ['64:ff9b::', 32, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]

/** One for each family: to one list an address of the old one is also the same address inside the new one. */
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [address, bits, family] of NOT_PUBLIC) blocked[family].addSubnet(address, bits, family)

const isPublic = (address: string): boolean => {
  const version = isIP(address)
  const family = version === 4 ? 'ipv4' : 'ipv6'
  return version !== 0 && !blocked[family].check(address, family)
}

const addressIn = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** Named by the admin as one of the own network: `push.example.internal`, `127.0.0.1:8443`. */
const isInside = ({ host, hostname }: URL, inside: readonly string[]): boolean =>
  inside.includes(host) || inside.includes(hostname)

/** `undefined`: it may; else why not, for people. */
export function refusedEndpoint(endpoint: string, inside: readonly string[]): string | undefined {
  if (endpoint.length > LONGEST || !URL.canParse(endpoint)) return 'The endpoint is no address.'
  const url = new URL(endpoint)
  if (url.username !== '' || url.password !== '') return 'The endpoint is no address.'
  if (isInside(url, inside) && /^https?:$/.test(url.protocol)) return undefined
  if (url.protocol !== 'https:') return 'The endpoint must begin with https.'
  const address = addressIn(url.hostname)
  const isNamed = isIP(address) === 0
  if (
    isNamed ? !address.includes('.') || /\.(local|localhost|internal)\.?$/.test(address) : !isPublic(address)
  )
    return 'The endpoint is no public address.'
  return undefined
}

/** Resolves names for one endpoint, and only to addresses that may be connected to. */
export function lookupFor(endpoint: string, inside: readonly string[]): LookupFunction {
  if (isInside(new URL(endpoint), inside)) return systemLookup as LookupFunction
  return (hostname, options, callback) =>
    systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
      const good = error ? [] : addresses.filter(({ address }) => isPublic(address))
      const [first] = good
      if (error || !first) callback(error ?? new Error(`${hostname} is no public address`), '', 0)
      else if (options.all) callback(null, good)
      else callback(null, first.address, first.family)
    })
}
