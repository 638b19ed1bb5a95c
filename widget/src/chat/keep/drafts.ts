/**
 * What is being typed, for this tab alone: there after a reload and on the next page, gone with the tab. Nothing before the
 * visitor types (V7), and nothing any more once it has been sent. A browser that refuses the frame any storage leaves
 * it to the page around.
 */
import type { Values } from '../model/types.ts'

type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What the page around keeps for the tab. */
export interface Lap {
  drafts: string
}

interface Draft {
  readonly text?: string
  readonly form?: Values
  readonly files?: readonly string[]
}

export class Drafts {
  /** Where it is kept by the page: that it has to be told so. */
  changed: () => void = () => undefined
  readonly #drawer: Drawer

  constructor(
    readonly key: string,
    lap: Lap,
    own: Drawer | undefined = ownStorage(),
  ) {
    this.#drawer = own ?? onto(lap)
  }

  /** Is anything being typed? */
  get isEmpty(): boolean {
    return !this.text && Object.keys(this.values).length === 0
  }

  /** The message in the composer. */
  get text(): string {
    return String(this.#read().text ?? '')
  }

  set text(text: string) {
    this.#write({ ...this.#read(), text })
  }

  /** The form. */
  get values(): Values {
    const all = Object.entries(this.#read().form ?? {})
    return Object.fromEntries(all.flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))
  }

  set values(form: Values) {
    this.#write({ ...this.#read(), form })
  }

  /** The names of files that are on their way: a browser gives them to a page once, so after a reload they are to be chosen again. */
  get files(): readonly string[] {
    return this.#read().files ?? []
  }

  set files(files: readonly string[]) {
    this.#write({ ...this.#read(), files })
  }

  #read(): Draft {
    try {
      const draft: unknown = JSON.parse(this.#drawer.getItem(this.key) || '{}')
      return draft !== null && typeof draft === 'object' ? draft : {}
    } catch {
      return {}
    }
  }

  #write({ text, form = {}, files = [] }: Draft): void {
    const isEmpty = !text && !files[0] && Object.values(form).every((value) => !value)
    try {
      if (isEmpty) this.#drawer.removeItem(this.key)
      else this.#drawer.setItem(this.key, JSON.stringify({ text, form, files }))
    } catch {}
    this.changed()
  }
}

const onto = (lap: Lap): Drawer => ({
  getItem: () => lap.drafts,
  setItem: (_, text) => {
    lap.drafts = text
  },
  removeItem: () => {
    lap.drafts = ''
  },
})

/** Reading the property alone throws where storage is forbidden. */
function ownStorage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}
