/** An operator's devices: which of them ring while the desk is closed (D8). */
import { buildPushKey, parsePushWish } from '../protocol/parlor.ts'
import type { Child } from '../protocol/stanza.ts'
import { refusal } from '../protocol/stanza-error.ts'
import { refusedEndpoint } from '../push/guard.ts'
import { mayFinish } from '../workgroup/operators/command-context.ts'
import type { WorkgroupCall } from './route.ts'

/** With which key a browser subscribes. */
export function onPushKey({ workgroup, office, from }: WorkgroupCall): Child {
  if (!mayFinish(workgroup, from.bare))
    throw refusal('forbidden', 'You are not an operator of this workgroup.')
  return buildPushKey(office.config.push.on ? office.pushing.publicKey : undefined)
}

/** A device is added, or taken away: by whom it belongs to. */
export async function onPushDevice({ workgroup, office, from, stanza }: WorkgroupCall): Promise<Child> {
  if (!mayFinish(workgroup, from.bare))
    throw refusal('forbidden', 'You are not an operator of this workgroup.')
  const wish = parsePushWish(stanza)
  if (!wish) throw refusal('bad-request')
  const { devices } = office.pushing
  if ('stop' in wish) {
    if (devices.get(wish.endpoint)?.operator === from.bare) await devices.remove(wish.endpoint)
    return undefined
  }
  if (!office.config.push.on) throw refusal('not-allowed', 'Devices are not rung here.')
  const refused = refusedEndpoint(wish.endpoint, office.config.push.inside)
  if (refused !== undefined) throw refusal('not-acceptable', refused)
  await devices.save({ ...wish, operator: from.bare, at: office.clock.now() })
  return undefined
}
