import type { Action } from './action.ts'
import { callActions } from './call.ts'
import { chatActions } from './chats.ts'
import { deskActions } from './desk.ts'
import { recordActions } from './records.ts'
import { sectionActions } from './sections.ts'
import { shareActions } from './share.ts'
import { superviseActions } from './supervise.ts'
import { decline, take, takeByEnter, takeNext } from './take.ts'

/** Everything an operator can do; the first possible one of a key wins. */
export const actions: readonly Action[] = [
  take,
  takeByEnter,
  decline,
  takeNext,
  ...chatActions,
  ...callActions,
  ...shareActions,
  ...recordActions,
  ...superviseActions,
  ...sectionActions,
  ...deskActions,
]
