/** The persistent sorted map of the rules: `with` and `without` share structure, so a state is cheap to keep and to copy. */
import sortedBtree from 'sorted-btree'

export type Sorted<K, V> = sortedBtree.default<K, V>
export const Sorted = sortedBtree.default
