/**
 * Every stanza Parlor understands, by what it is addressed to. The first line that fits answers; service discovery is
 * read from the same table, so that what is advertised cannot drift from what works.
 */
import { NO_REPLY, REACTIONS, REPLY, VCARD_4, VCARD_TEMP } from '../../protocol/namespaces.js'
import { NS as CAPS } from '../protocol/caps.ts'
import { NS as COMMANDS } from '../protocol/commands.ts'
import { NS as DIRECT_INVITE } from '../protocol/direct-invite.ts'
import { INFO, ITEMS } from '../protocol/disco.ts'
import { NS as FORMS } from '../protocol/forms.ts'
import { NS as MAM } from '../protocol/mam.ts'
import { EXTENDED, FULLTEXT } from '../protocol/mam-archive.ts'
import { NS as PARLOR } from '../protocol/parlor.ts'
import { NS as PING } from '../protocol/ping.ts'
import { NS as VERSION } from '../protocol/version.ts'
import { NS as WORKGROUP } from '../protocol/workgroup.ts'
import { onArchiveForm, onArchiveMetadata, onArchiveQuery } from './archive.ts'
import { onBounce, onText } from './message.ts'
import { onAgentStatusRequest, onCommand, onFloor, onOfferAnswer, onRoomWish, onTeam } from './operator.ts'
import {
  onPresence,
  onPresenceError,
  onProbe,
  onSubscribe,
  onUnsubscribe,
  onUnsubscribed,
} from './presence.ts'
import { onPushDevice, onPushKey } from './push.ts'
import { onArchiveResult, onErrorFromRoom, onGroupchat, onRoomPresence } from './room.ts'
import type { Level, Route } from './route.ts'
import {
  onPing,
  onVcard4,
  onVcardTemp,
  onVersion,
  serviceInfo,
  serviceItems,
  workgroupInfo,
  workgroupItems,
} from './service.ts'
import { onAdd, onDepart, onFormRequest, onJoin, onLeaveMessage, onQueueStatus } from './visitor.ts'

export const routes: readonly Route[] = [
  { at: 'service', kind: 'iq', type: 'get', child: ['query', INFO], to: serviceInfo },
  { at: 'service', kind: 'iq', type: 'get', child: ['query', ITEMS], to: serviceItems },
  { at: 'service', kind: 'iq', type: 'get', child: ['query', VERSION], to: onVersion },
  { at: 'service', kind: 'iq', type: 'get', child: ['ping', PING], to: onPing },

  { at: 'workgroup', kind: 'iq', type: 'get', child: ['query', INFO], to: workgroupInfo },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['query', ITEMS], to: workgroupItems },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['vCard', VCARD_TEMP], to: onVcardTemp },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['vcard', VCARD_4], to: onVcard4 },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['query', VERSION], to: onVersion },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['ping', PING], to: onPing },

  { at: 'workgroup', kind: 'iq', type: 'get', child: ['join-queue', WORKGROUP], to: onFormRequest },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['join-queue', WORKGROUP], to: onJoin },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['queue-status', WORKGROUP], to: onQueueStatus },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['depart-queue', WORKGROUP], to: onDepart },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['add', PARLOR], to: onAdd },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['leave-message', PARLOR], to: onLeaveMessage },

  {
    at: 'workgroup',
    kind: 'iq',
    type: 'get',
    child: ['agent-status-request', WORKGROUP],
    to: onAgentStatusRequest,
  },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['offer-accept', WORKGROUP], to: onOfferAnswer },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['offer-reject', WORKGROUP], to: onOfferAnswer },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['transfer', WORKGROUP], to: onRoomWish },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['invite', WORKGROUP], to: onRoomWish },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['floor', PARLOR], to: onFloor },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['team', PARLOR], to: onTeam },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['push', PARLOR], to: onPushKey },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['push', PARLOR], to: onPushDevice },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['command', COMMANDS], to: onCommand },

  { at: 'workgroup', kind: 'iq', type: 'get', child: ['query', MAM], to: onArchiveForm },
  { at: 'workgroup', kind: 'iq', type: 'get', child: ['metadata', MAM], to: onArchiveMetadata },
  { at: 'workgroup', kind: 'iq', type: 'set', child: ['query', MAM], to: onArchiveQuery },

  { at: 'workgroup', kind: 'message', type: 'error', to: onBounce },
  { at: 'workgroup', kind: 'message', type: 'chat', to: onText },
  { at: 'workgroup', kind: 'message', type: 'normal', to: onText },

  { at: 'workgroup', kind: 'presence', type: 'subscribe', to: onSubscribe },
  { at: 'workgroup', kind: 'presence', type: 'unsubscribe', to: onUnsubscribe },
  { at: 'workgroup', kind: 'presence', type: 'unsubscribed', to: onUnsubscribed },
  { at: 'workgroup', kind: 'presence', type: 'probe', to: onProbe },
  { at: 'workgroup', kind: 'presence', type: 'error', to: onPresenceError },
  { at: 'workgroup', kind: 'presence', type: 'available', to: onPresence },
  { at: 'workgroup', kind: 'presence', type: 'unavailable', to: onPresence },

  { at: 'room', kind: 'presence', type: 'available', to: onRoomPresence },
  { at: 'room', kind: 'presence', type: 'unavailable', to: onRoomPresence },
  { at: 'room', kind: 'presence', type: 'error', to: onErrorFromRoom },
  { at: 'room', kind: 'message', child: ['result', MAM], to: onArchiveResult },
  { at: 'room', kind: 'message', type: 'groupchat', to: onGroupchat },
  { at: 'room', kind: 'message', type: 'error', to: onErrorFromRoom },
]

/** Understood inside other elements, or only sent: no line of the table shows them. */
const inside: Readonly<Record<Level, readonly string[]>> = {
  // Nobody reads words to the service itself (XEP-0506).
  service: [WORKGROUP, NO_REPLY],
  workgroup: [CAPS, EXTENDED, FULLTEXT, FORMS, PARLOR, DIRECT_INVITE, REACTIONS, REPLY],
  colleague: [],
  room: [],
}

/** What an address of this level can do, for disco#info. */
export function featuresOf(level: Level): readonly string[] {
  const handled = routes.filter((route) => route.at === level).flatMap((route) => route.child?.[1] ?? [])
  return [...new Set([...handled, ...inside[level]])].sort()
}
