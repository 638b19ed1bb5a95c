/**
 * `window.Parlor`, as the loader (`widget.js`) provides it on a site's page. With TypeScript:
 *
 *   /// <reference types="@parlor/widget" />
 *   Parlor.on('accepted', () => track('chat'))
 *
 * Before the script has arrived the calls can be queued: `(window.Parlor ||= []).push(['set', { order: '1842' }])`, or with
 * the stub of widget/README.md by their own names.
 */
export interface ParlorEvents {
  /** The panel is shown, or minimised. */
  opened: undefined
  closed: undefined
  /** The visitor has asked and waits. */
  queued: undefined
  /** An operator has said yes. */
  accepted: undefined
  /** Somebody has written. */
  message: { readonly from: 'visitor' | 'operator' }
  ended: { readonly reason: string }
  rated: { readonly rating: number }
  /** Whether somebody can be asked now, where the page follows that (`data-when-closed`, status pictures). */
  available: { readonly open: boolean }
}

export type ParlorParams = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface ParlorApi {
  open(): void
  close(): void
  /** The button comes back. */
  show(): void
  /** Neither button nor panel is shown; a chat goes on. */
  hide(): void
  /**
   * What the operator should see. `null` takes one back. `signature`: made by your server of exactly the parameters of this
   * call; they are shown as verified, all others as claimed.
   */
  set(params: ParlorParams, signature?: string): void
  /** The same without a signature. */
  params(params: ParlorParams): void
  /** Returns what ends it. No event carries what anybody wrote. */
  on<E extends keyof ParlorEvents>(event: E, listener: (detail: ParlorEvents[E]) => void): () => void
  /** Your customer has logged out: their chat ends, and nothing of them is left in this browser. */
  reset(): void
  /** The visitor has agreed to be seen on the site; `false` takes it back. */
  consent(given?: boolean): void
  /** Calls from before the script was there: `['set', { order: '1842' }]`. */
  push(...calls: readonly (readonly [call: string, ...values: readonly unknown[]])[]): void
}

declare global {
  interface Window {
    Parlor?: ParlorApi
  }
  const Parlor: ParlorApi | undefined
}
