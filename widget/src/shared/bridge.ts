/**
 * What the host page (loader) and the frame tell each other by postMessage. Every message carries the version, so that a
 * mismatch fails loudly; both sides check origin and source. Shared by both bundles: types and one constant, no code.
 */
export const VERSION = 1

/** Names and strings the site hands over (V6). */
export type Params = Readonly<Record<string, string>>

export interface Handed {
  readonly params: Params
  readonly signature: string | undefined
  /** The names of those the signature is of. */
  readonly signed: readonly string[]
}

/** The page before the visitor's eyes: a single-page application is at another one without loading it. */
export interface Where {
  readonly url: string
  readonly title: string
}

export type ToFrame =
  /** The answer to `ready`: what the frame cannot see by itself, because the page is of another origin. */
  | ({
      readonly is: 'hello'
      readonly referrer: string
      /** BCP 47, from `<html lang>`; empty when the page does not say. */
      readonly language: string
      /** Is the panel shown? */
      readonly open: boolean
      /** What the frame asked to keep on the page before; empty when nothing. */
      readonly kept: string
      /** The page's own colour. */
      readonly accent: string | undefined
      /** Words of the page's own, by their name in `words/en.json`. */
      readonly texts: Params
      /** What `/api/look` has told the loader already; only while somebody can be asked. */
      readonly look: object | undefined
    } & Where &
      Handed)
  /** Is the panel shown from now on? */
  | { readonly is: 'open'; readonly open: boolean }
  | ({ readonly is: 'params' } & Handed)
  /** What the frame in another tab of the site has called. */
  | { readonly is: 'heard'; readonly text: string }
  /** When the panel is opened, and as the answer to `where`. */
  | ({ readonly is: 'page' } & Where)
  /** From `watch.js`, where the page is watched: the name of its visitor. */
  | { readonly is: 'watched'; readonly visitor: string }
  /** Whoever was here is somebody else from now on: their chat is left, and what was kept is forgotten. */
  | { readonly is: 'reset' }

/** What a site's owner may count: no text of anybody. */
export type PageEvent =
  | { readonly event: 'queued' }
  | { readonly event: 'accepted' }
  | { readonly event: 'message'; readonly detail: { readonly from: 'visitor' | 'operator' } }
  | { readonly event: 'ended'; readonly detail: { readonly reason: string } }
  | { readonly event: 'rated'; readonly detail: { readonly rating: number } }

export type ToPage =
  | { readonly is: 'ready' }
  /**
   * `running`: a request or chat is going on, so the next page of the site should show the frame again.
   * `kept` is for a browser that refuses the frame any storage (blocked third-party data): the page keeps it for the tab.
   * `label` names the button in the visitor's language; `title` is shown as the page's title while it calls for attention.
   * The first one says that there is something to see.
   */
  | {
      readonly is: 'state'
      readonly running: boolean
      /** What is unread; or, while nobody looks, how the request stands: "2nd in line". */
      readonly badge: string
      readonly label: string
      readonly title: string
      /** The badge stands beside the button; or the frame has something small to show while the panel is minimised. */
      readonly mood: '' | 'line' | 'peek'
      readonly kept: string
    }
  /** To the frames in the site's other tabs, where a browser gives the frame no storage to share with them. */
  | { readonly is: 'call'; readonly text: string }
  /** The visitor follows what is shown while the panel is minimised. */
  | { readonly is: 'open' }
  /** Minimise: the visitor pressed Esc or the button for it. */
  | { readonly is: 'close' }
  /** Which page is it now? */
  | { readonly is: 'where' }
  | ({ readonly is: 'event' } & PageEvent)

export type Enveloped<T> = T & { readonly parlor: typeof VERSION }
