/** Short names in the file, full addresses in the code. */
import type { BareJid } from '../core/types.ts'
import { isValid } from '../protocol/jid.ts'

/** `anna` on `localhost` is `anna@localhost`; a full address stays. Undefined when that is no bare JID. */
export function resolved(name: unknown, host: unknown): BareJid | undefined {
  if (typeof name !== 'string' || typeof host !== 'string') return undefined
  const jid = (name.includes('@') ? name : `${name}@${host}`).toLowerCase()
  return isValid(jid) && !jid.includes('/') ? jid : undefined
}
