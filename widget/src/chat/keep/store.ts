/**
 * What must outlive a reload, in the storage of the frame's own origin: one key per workgroup, there only while a request
 * or chat is going on (V7). Where a browser refuses a frame any storage (third-party data blocked, private windows)
 * the page around keeps it in its sessionStorage: the site's own scripts could read it there, but it is gone with the tab.
 */
import type { Kept } from '../model/types.ts'
import type { Endpoints } from '../wire/line.ts'
import type { More } from '../wire/session.ts'

export interface Stored {
  readonly v: 1
  readonly kept: Kept
  readonly at: Endpoints & { readonly workgroup: string }
  /** What goes with the messages that are not stored yet: an answer stays one. */
  readonly more?: readonly (readonly [id: string, more: More])[]
}

type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What the page around does for a frame without storage. */
export interface Lender {
  /** Of a chat; empty when nothing. */
  kept: string
  /** To the frames in the site's other tabs, and from them. */
  call(text: string): void
  called: ((text: string) => void) | undefined
}

/** For the answer of another tab, ms. */
const ANSWER = 250
/** Who has a chat tells what is kept of it. */
const QUESTION = '?'

export class Store {
  readonly #drawer: Drawer
  readonly #lender: Lender | undefined
  #changed: ((running: boolean) => void) | undefined
  #answered: (() => void) | undefined

  constructor(
    readonly key: string,
    page: Lender,
    own: Drawer | undefined = ownStorage(),
  ) {
    this.#drawer = own ?? lent(page)
    if (own) return
    this.#lender = page
    page.called = (text) => this.#hear(text)
  }

  load(): Stored | undefined {
    try {
      const stored = JSON.parse(this.#drawer.getItem(this.key) || 'null') as Stored | null
      return stored?.v === 1 && stored.kept.token && stored.at.websocket ? stored : undefined
    } catch {
      return undefined
    }
  }

  /** Where tabs share no storage: what another one has. */
  async ask(): Promise<Stored | undefined> {
    const page = this.#lender
    if (!page) return undefined
    await new Promise<void>((done) => {
      this.#answered = done
      setTimeout(done, ANSWER)
      page.call(QUESTION)
    })
    this.#answered = undefined
    return this.load()
  }

  save(stored: Stored): void {
    try {
      const text = JSON.stringify(stored)
      this.#drawer.setItem(this.key, text)
      this.#lender?.call(text)
    } catch {}
  }

  forget(): void {
    try {
      this.#drawer.removeItem(this.key)
      this.#lender?.call('')
    } catch {}
  }

  /** Another tab began (`true`) or finished a chat. */
  watch(changed: (running: boolean) => void): void {
    this.#changed = changed
    addEventListener('storage', (event) => {
      if (event.key === this.key) changed(event.newValue !== null)
    })
  }

  #hear(text: string): void {
    const page = this.#lender
    if (!page) return
    if (text === QUESTION) {
      if (page.kept) page.call(page.kept)
      return
    }
    page.kept = text
    if (this.#answered) this.#answered()
    else this.#changed?.(text !== '')
  }
}

const lent = (page: Lender): Drawer => ({
  getItem: () => page.kept,
  setItem: (_, text) => {
    page.kept = text
  },
  removeItem: () => {
    page.kept = ''
  },
})

/** Reading the property alone throws where storage is forbidden. */
function ownStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
