/**
 * The persistent map of the rules where no order matters: each version is as it was, whatever becomes of its clones. The
 * version that was used last has the entries themselves; an older one knows which entries were others than in the one made
 * from it, and nothing else (H. Baker, Shallow Binding Makes Functional Arrays Fast, 1991). So the newest version is as quick
 * as a `Map`, and a clone costs nothing.
 */

/** What an older version had: `undefined` where there was nothing. */
type Was<K, V> = Map<K, V | undefined>

/** For values that are never `undefined`. */
export class Keyed<K, V> {
  #entries: Map<K, V> | undefined
  /** Without entries: this version is that one, but for these. */
  #other: { readonly version: Keyed<K, V>; readonly but: Was<K, V> } | undefined
  /** Who came from the same entries and is another version: what changes here, was so there. */
  #log: Was<K, V> | undefined
  /** Somebody has a clone: from now on it stays as it is. */
  #isCloned = false

  private constructor(entries: Map<K, V>) {
    this.#entries = entries
  }

  static of<K, V>(entries: Iterable<readonly [K, V]> = []): Keyed<K, V> {
    return new Keyed(new Map(entries))
  }

  get size(): number {
    return this.#hold().size
  }

  get(key: K): V | undefined {
    let version: Keyed<K, V> = this
    while (version.#other) {
      const { but } = version.#other
      if (but.has(key)) return but.get(key)
      version = version.#other.version
    }
    return version.#entries?.get(key)
  }

  has(key: K): boolean {
    return this.get(key) !== undefined
  }

  /** @throws TypeError when it has been cloned: its clones are what is written to. */
  set(key: K, value: V): void {
    this.#forWriting(key).set(key, value)
  }

  /** @throws TypeError as `set` does. */
  delete(key: K): void {
    this.#forWriting(key).delete(key)
  }

  /** A version of its own, with the same entries. */
  clone(): Keyed<K, V> {
    const clone = new Keyed(this.#hold())
    this.#isCloned = true
    this.#leaveTo(clone, new Map())
    return clone
  }

  /** As they are now: whoever walks over them may write meanwhile. */
  entries(): readonly (readonly [K, V])[] {
    return [...this.#hold()]
  }

  keys(): readonly K[] {
    return [...this.#hold().keys()]
  }

  values(): readonly V[] {
    return [...this.#hold().values()]
  }

  #leaveTo(version: Keyed<K, V>, but: Was<K, V>): void {
    this.#entries = undefined
    this.#log = undefined
    this.#other = { version, but }
    version.#other = undefined
    version.#log = but
  }

  #forWriting(key: K): Map<K, V> {
    if (this.#isCloned) throw new TypeError('a version that has been cloned is not written to')
    const entries = this.#hold()
    if (this.#log && !this.#log.has(key)) this.#log.set(key, entries.get(key))
    return entries
  }

  /** The entries themselves, wherever they are: the versions on the way there become the other ones. */
  #hold(): Map<K, V> {
    const way: Keyed<K, V>[] = []
    let holder: Keyed<K, V> = this
    for (; holder.#other; holder = holder.#other.version) way.push(holder)
    for (const next of way.reverse()) {
      holder.#handTo(next)
      holder = next
    }
    return holder.#entries as Map<K, V>
  }

  #handTo(next: Keyed<K, V>): void {
    const entries = this.#entries as Map<K, V>
    const but: Was<K, V> = new Map()
    for (const [key, was] of next.#other?.but ?? []) {
      but.set(key, entries.get(key))
      if (was === undefined) entries.delete(key)
      else entries.set(key, was)
    }
    next.#entries = entries
    this.#leaveTo(next, but)
  }
}
