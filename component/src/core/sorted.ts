/** The persistent sorted map of the rules: a clone shares structure, so a state is cheap to keep and to copy. */
import { createRequire } from 'node:module'

type Library = typeof import('sorted-btree')
// The package is CommonJS with a `default` export; `require` reads it alike under Node, bundlers and the test runner.
const library = createRequire(import.meta.url)('sorted-btree') as Library

export const Sorted = library.default
export type Sorted<K, V> = InstanceType<typeof library.default<K, V>>

/** In either map of the rules: a sorted one's own `has` walks a range of one. For values that are never `undefined`. */
export const isIn = <K>(map: { get(key: K): unknown }, key: K): boolean => map.get(key) !== undefined

/** A node as the library keeps it: an inner one has children, and in `keys` the greatest key of each. */
interface Node<K> {
  readonly keys: readonly K[]
  readonly children?: readonly Node<K>[]
  size(): number
}

/**
 * How many keys come before this one. The library knows the size of each subtree but has no public question for it, and
 * counting with `forRange` takes milliseconds at 100 000; so this reads its nodes (version pinned, compared in the tests).
 */
export function countBefore<K, V>(map: Sorted<K, V>, key: K, compare: (a: K, b: K) => number): number {
  let node = (map as unknown as { readonly _root: Node<K> })._root
  let count = 0
  for (;;) {
    const at = node.keys.findIndex((other) => compare(other, key) >= 0)
    if (!node.children) return count + (at < 0 ? node.keys.length : at)
    const child = at < 0 ? undefined : node.children[at]
    for (const before of node.children.slice(0, at < 0 ? undefined : at)) count += before.size()
    if (!child) return count
    node = child
  }
}
