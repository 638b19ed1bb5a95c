/** The persistent sorted map of the rules: `with` and `without` share structure, so a state is cheap to keep and to copy. */
import { createRequire } from 'node:module'

type Library = typeof import('sorted-btree')
// The package is CommonJS with a `default` export; `require` reads it alike under Node, bundlers and the test runner.
const library = createRequire(import.meta.url)('sorted-btree') as Library

export const Sorted = library.default
export type Sorted<K, V> = InstanceType<typeof library.default<K, V>>
