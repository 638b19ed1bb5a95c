/** A case begins, and has its room from then on: one that is made already where somebody is asked at once. */
import type { Refusal } from '../../core/refusal.ts'
import type { Event, State } from '../../core/types.ts'
import { wouldRing } from '../../core/views.ts'
import type { CaseDetails } from '../../store/types.ts'
import type { NewCase } from '../actor.ts'
import type { Workgroup } from '../workgroup.ts'
import { newRoom } from './make-room.ts'

/** As much of the workgroup as is needed here. */
type Beginner = Pick<Workgroup, 'actor' | 'office' | 'spares'>

export type Described = Omit<NewCase, 'room'>

type Beginning = Event & { type: 'join' | 'open-conversation' }

/** Resolves when it is stored, or with why it was refused. */
export async function beginCase(
  { office, actor, spares }: Beginner,
  event: Beginning,
  details: Described,
): Promise<CaseDetails | Refusal> {
  const spare = !spares.isEmpty && isAtOnce(actor.state, event) ? spares.take() : undefined
  const made = await actor.join(event, { ...details, room: spare ?? newRoom(office) })
  if (spare !== undefined) {
    if ('fault' in made) spares.giveBack(spare)
    else spares.given(spare)
  }
  return made
}

/** Whoever has to wait gets the room when it rings. */
const isAtOnce = (state: State, { type }: Beginning): boolean =>
  type === 'open-conversation' || wouldRing(state)
