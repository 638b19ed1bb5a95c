/** A call of this window, across a reload: the next page offers it again. */
import type { Kind } from '../../../widget/src/shared/call/peer.ts'

export interface KeptCall {
  readonly room: string
  readonly with: string
  readonly kind: Kind
  /** The visitor had asked, and nobody has answered. */
  readonly rings: boolean
  readonly sid: string
  readonly inviteId: string
}

const KEY = 'parlor:call'
/** Nobody waits for longer, ms. */
const GOOD_FOR = 30_000

const drawer = (): Storage | undefined => {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}

export const keepCall = (call: KeptCall): void =>
  drawer()?.setItem(KEY, JSON.stringify({ ...call, at: Date.now() }))

export const forgetCall = (): void => drawer()?.removeItem(KEY)

export function keptCall(): KeptCall | undefined {
  try {
    const kept = JSON.parse(drawer()?.getItem(KEY) ?? 'null') as (KeptCall & { readonly at: number }) | null
    forgetCall()
    return kept && Date.now() - kept.at < GOOD_FOR ? kept : undefined
  } catch {
    return undefined
  }
}
