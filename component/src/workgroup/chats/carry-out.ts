/** What the rules want done, and who does it. Work that takes time is done in order per case, and answers with an event. */
import type { Effect, RevokeReason } from '../../core/types.ts'
import { tell } from '../notify/operator-news.ts'
import { offer, revoke } from '../operators/offers.ts'
import { endRest, rest } from '../operators/resting.ts'
import { giveBack, recall, transfer, transferred } from '../rooms/transfer.ts'
import type { Workgroup } from '../workgroup.ts'
import { end } from './ending.ts'
import { admit, dismiss, inviteOperator, open, readmit, say } from './open.ts'

type Doing = { readonly [K in Effect['do']]: (workgroup: Workgroup, effect: Effect & { do: K }) => void }

/** Of a request that rang, for the figures (M3). */
const REFUSED: { readonly [W in RevokeReason]?: string } = { rejected: 'declined', expired: 'missed' }

const doing: Doing = {
  offer: (workgroup, effect) => {
    offer(workgroup, effect)
    workgroup.wakeUps.changed()
  },
  revoke: (workgroup, effect) => {
    revoke(workgroup, effect)
    const what = effect.as ? undefined : REFUSED[effect.why]
    if (what) workgroup.note(effect.case, what, effect.operator)
  },
  open: (workgroup, effect) => workgroup.lanes.run(effect.case, 'open', () => open(workgroup, effect)),
  readmit: (workgroup, effect) =>
    workgroup.lanes.run(effect.case, 'readmit', () => readmit(workgroup, effect)),
  dismiss: (workgroup, effect) =>
    workgroup.lanes.run(effect.case, 'dismiss', () => dismiss(workgroup, effect)),
  end: (workgroup, effect) => workgroup.lanes.run(effect.case, 'end', () => end(workgroup, effect)),
  'invite-operator': inviteOperator,
  say,
  admit: (workgroup, effect) => workgroup.lanes.run(effect.case, 'admit', () => admit(workgroup, effect)),
  tell,
  rest,
  'back-on-duty': endRest,
  transfer: (workgroup, effect) =>
    workgroup.lanes.run(effect.case, 'transfer', () => transfer(workgroup, effect)),
  recall: (workgroup, effect) => workgroup.lanes.run(effect.case, 'recall', () => recall(workgroup, effect)),
  transferred: (workgroup, effect) =>
    workgroup.lanes.run(effect.case, 'transferred', () => transferred(workgroup, effect)),
  return: (workgroup, effect) =>
    workgroup.lanes.run(effect.case, 'return', () => giveBack(workgroup, effect)),
  'queue-changed': (workgroup) => {
    workgroup.publisher.queueChanged()
    workgroup.wakeUps.changed()
    workgroup.spares.soon()
  },
  'staff-changed': (workgroup) => {
    workgroup.publisher.staffChanged()
    workgroup.wakeUps.changed()
    workgroup.spares.soon()
  },
}

export function carryOut(workgroup: Workgroup, effect: Effect): void {
  // The table is keyed by the effect it takes; TypeScript cannot follow that through the index.
  const act = doing[effect.do] as (workgroup: Workgroup, effect: Effect) => void
  try {
    act(workgroup, effect)
  } catch (error) {
    workgroup.office.log.error(
      { workgroup: workgroup.jid, effect: effect.do, err: error },
      'an effect could not be carried out; it is repeated at the next reconnect',
    )
  }
}
