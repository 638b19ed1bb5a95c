/**
 * What must outlive a reload, in the storage of the frame's own origin: one key per workgroup, there only while a request
 * or chat is going on (PRODUCT V7). A browser that refuses storage costs the continuation, nothing else.
 */
import type { Kept } from '../model/types.ts'
import type { Endpoints } from '../wire/line.ts'

export interface Stored {
  readonly v: 1
  readonly kept: Kept
  readonly at: Endpoints & { readonly workgroup: string }
}

export class Store {
  constructor(
    readonly key: string,
    readonly storage: Storage | undefined = own(),
  ) {}

  load(): Stored | undefined {
    try {
      const stored = JSON.parse(this.storage?.getItem(this.key) ?? 'null') as Stored | null
      return stored?.v === 1 && stored.kept.token && stored.at.websocket ? stored : undefined
    } catch {
      return undefined
    }
  }

  save(stored: Stored): void {
    try {
      this.storage?.setItem(this.key, JSON.stringify(stored))
    } catch {}
  }

  forget(): void {
    try {
      this.storage?.removeItem(this.key)
    } catch {}
  }

  /** Another tab began (`true`) or finished a chat. */
  watch(changed: (running: boolean) => void): void {
    addEventListener('storage', (event) => {
      if (event.key === this.key) changed(event.newValue !== null)
    })
  }
}

/** Reading the property alone throws where storage is forbidden. */
function own(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
