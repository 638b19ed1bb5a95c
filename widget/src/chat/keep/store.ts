/**
 * What must outlive a reload, in the storage of the frame's own origin: one key per workgroup, there only while a request
 * or chat is going on (PRODUCT V7). Where a browser refuses a frame any storage (third-party data blocked, private windows)
 * the page around keeps it in its sessionStorage: the site's own scripts could read it there, but it is gone with the tab.
 */
import type { Kept } from '../model/types.ts'
import type { Endpoints } from '../wire/line.ts'

export interface Stored {
  readonly v: 1
  readonly kept: Kept
  readonly at: Endpoints & { readonly workgroup: string }
}

type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export class Store {
  readonly #drawer: Drawer

  constructor(
    readonly key: string,
    page: { kept: string },
  ) {
    this.#drawer = own() ?? lent(page)
  }

  load(): Stored | undefined {
    try {
      const stored = JSON.parse(this.#drawer.getItem(this.key) || 'null') as Stored | null
      return stored?.v === 1 && stored.kept.token && stored.at.websocket ? stored : undefined
    } catch {
      return undefined
    }
  }

  save(stored: Stored): void {
    try {
      this.#drawer.setItem(this.key, JSON.stringify(stored))
    } catch {}
  }

  forget(): void {
    try {
      this.#drawer.removeItem(this.key)
    } catch {}
  }

  /** Another tab began (`true`) or finished a chat. */
  watch(changed: (running: boolean) => void): void {
    addEventListener('storage', (event) => {
      if (event.key === this.key) changed(event.newValue !== null)
    })
  }
}

const lent = (page: { kept: string }): Drawer => ({
  getItem: () => page.kept,
  setItem: (_, text) => {
    page.kept = text
  },
  removeItem: () => {
    page.kept = ''
  },
})

/** Reading the property alone throws where storage is forbidden. */
function own(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
