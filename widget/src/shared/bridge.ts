/**
 * What the host page (loader) and the frame tell each other by postMessage. Every message carries the version, so that a
 * mismatch fails loudly; both sides check origin and source. Shared by both bundles: types and one constant, no code.
 */
export const VERSION = 1

/** Names and strings the site hands over (PRODUCT V6). */
export type Params = Readonly<Record<string, string>>

export type ToFrame =
  /** The answer to `ready`: what the frame cannot see by itself, because the page is of another origin. */
  | {
      readonly is: 'hello'
      readonly url: string
      readonly title: string
      readonly referrer: string
      /** BCP 47, from `<html lang>`; empty when the page does not say. */
      readonly language: string
      readonly params: Params
      readonly signature: string | undefined
      /** Is the panel shown? */
      readonly open: boolean
      /** What the frame asked to keep on the page before; empty when nothing. */
      readonly kept: string
    }
  /** Is the panel shown from now on? */
  | { readonly is: 'open'; readonly open: boolean }
  | { readonly is: 'params'; readonly params: Params }
  /** What the frame in another tab of the site has called. */
  | { readonly is: 'heard'; readonly text: string }

export type ToPage =
  | { readonly is: 'ready' }
  /**
   * `running`: a request or chat is going on, so the next page of the site should show the frame again.
   * `kept` is for a browser that refuses the frame any storage (blocked third-party data): the page keeps it for the tab.
   * `label` names the button in the visitor's language; `title` is shown as the page's title while it calls for attention.
   */
  | {
      readonly is: 'state'
      readonly running: boolean
      readonly unread: number
      readonly label: string
      readonly title: string
      readonly kept: string
    }
  /** To the frames in the site's other tabs, where a browser gives the frame no storage to share with them. */
  | { readonly is: 'call'; readonly text: string }
  /** Minimise: the visitor pressed Esc or the button for it. */
  | { readonly is: 'close' }

export type Enveloped<T> = T & { readonly parlor: typeof VERSION }
