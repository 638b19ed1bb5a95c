/** What comes from the rooms' host to a workgroup. Nothing of it wants an answer. */
import type { Element } from 'ltx'
import { onOccupant, onRoomError, onRoomMessage } from '../workgroup/chats/watch.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'
import type { WorkgroupCall } from './route.ts'

const quietly =
  (watch: (workgroup: Workgroup, stanza: Element) => void) =>
  ({ workgroup, stanza }: WorkgroupCall): undefined => {
    watch(workgroup, stanza)
  }

export const onRoomPresence = quietly(onOccupant)

export const onGroupchat = quietly(onRoomMessage)

export const onArchiveResult = quietly((workgroup, stanza) => workgroup.collecting.take(stanza))

export const onErrorFromRoom = quietly(onRoomError)
