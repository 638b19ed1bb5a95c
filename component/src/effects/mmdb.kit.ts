/** For tests: a small database in the MaxMind format (version 2.0), of IPv4 networks. */

type Value = string | number | readonly Value[] | { readonly [name: string]: Value }

/** Kinds from 8 on carry their number in a second byte. Sizes stay below 285. */
function control(kind: number, size: number): Buffer {
  const long = size < 29 ? [] : [size - 29]
  const first = (kind < 8 ? kind << 5 : 0) | Math.min(size, 29)
  return Buffer.from(kind < 8 ? [first, ...long] : [first, kind - 7, ...long])
}

function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([control(2, bytes.length), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)])
  const entries = Object.entries(value)
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([name, one]) => [encode(name), encode(one)]),
  ])
}

/** `{ '198.51.100.0/24': { ... } }` */
export function mmdb(networks: Readonly<Record<string, Value>>): Buffer {
  /** A node is where its two branches lead: to a node, to what is known (as text), nowhere. */
  const nodes: (number | string | undefined)[][] = [[undefined, undefined]]
  for (const [network] of Object.entries(networks)) {
    const [address = '', length = '32'] = network.split('/')
    const bits = address
      .split('.')
      .flatMap((part) => [...Number(part).toString(2).padStart(8, '0')].map(Number))
    let at = 0
    for (const [depth, bit] of bits.slice(0, Number(length)).entries()) {
      const node = nodes[at] ?? []
      if (depth === Number(length) - 1) node[bit] = network
      else {
        if (typeof node[bit] !== 'number') node[bit] = nodes.push([undefined, undefined]) - 1
        at = node[bit] as number
      }
    }
  }
  const offsets = new Map<string, number>()
  let data = Buffer.alloc(0)
  for (const [network, known] of Object.entries(networks)) {
    offsets.set(network, data.length)
    data = Buffer.concat([data, encode(known)])
  }
  const tree = Buffer.alloc(nodes.length * 6)
  for (const [index, node] of nodes.entries())
    for (const [side, to] of node.entries()) {
      const record =
        typeof to === 'string' ? nodes.length + 16 + (offsets.get(to) ?? 0) : (to ?? nodes.length)
      tree.writeUIntBE(record, index * 6 + side * 3, 3)
    }
  const about = {
    ...{ binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 1_780_000_000 },
    ...{ database_type: 'test', ip_version: 4, languages: ['en'], description: { en: 'test' } },
    ...{ node_count: nodes.length, record_size: 24 },
  }
  const mark = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex')
  return Buffer.concat([tree, Buffer.alloc(16), data, mark, encode(about)])
}
