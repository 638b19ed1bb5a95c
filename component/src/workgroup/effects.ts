/** What the rules want done, and who does it. Work that takes time is done in order per case, and answers with an event. */
import type { Effect } from '../core/types.ts'
import { end } from './ending.ts'
import { offer, revoke } from './offers.ts'
import { dismiss, inviteOperator, open, readmit, say } from './rooms.ts'
import type { Workgroup } from './workgroup.ts'

type Doing = { readonly [K in Effect['do']]: (workgroup: Workgroup, effect: Effect & { do: K }) => void }

const notYet = ({ office, jid }: Workgroup, effect: Effect): void =>
  office.log.warn({ workgroup: jid, effect: effect.do }, 'an effect nobody carries out yet')

const doing: Doing = {
  offer,
  revoke,
  open: (workgroup, effect) => workgroup.lanes.run(effect.case, 'open', () => open(workgroup, effect)),
  readmit: (workgroup, effect) =>
    workgroup.lanes.run(effect.case, 'readmit', () => readmit(workgroup, effect)),
  dismiss: (workgroup, effect) =>
    workgroup.lanes.run(effect.case, 'dismiss', () => dismiss(workgroup, effect)),
  end: (workgroup, effect) => workgroup.lanes.run(effect.case, 'end', () => end(workgroup, effect)),
  'invite-operator': inviteOperator,
  say,
  admit: notYet,
  tell: notYet,
  'hand-over': notYet,
  'call-back': notYet,
  'handed-over': notYet,
  return: notYet,
  'queue-changed': (workgroup) => workgroup.publisher.queueChanged(),
  'staff-changed': (workgroup) => workgroup.publisher.staffChanged(),
}

export function carryOut(workgroup: Workgroup, effect: Effect): void {
  // The table is keyed by the effect it takes; TypeScript cannot follow that through the index.
  const act = doing[effect.do] as (workgroup: Workgroup, effect: Effect) => void
  try {
    act(workgroup, effect)
  } catch (error) {
    workgroup.office.log.error(
      { workgroup: workgroup.jid, effect: effect.do, err: error },
      'an effect failed',
    )
  }
}
