/** XEP-0045 §10: making, checking and destroying the room of a chat, by its owner. */
import type { Element } from 'ltx'
import { MUC_CONFIG, MUC_OWNER } from '../../protocol/namespaces.js'
import { buildFields, buildSubmit, NS as FORMS, parseSubmit, type Values } from './forms.ts'
import { iq } from './stanza.ts'
import { child, el } from './xml.ts'

export interface RoomConfig {
  /** Shown by clients as the room's title. */
  readonly name: string
  /** Occupants at once whom the room counts, the desk not among them. */
  readonly maxUsers: number
}

/**
 * The settings on which privacy and the transcript depend. Values as in the form: booleans are `1` and `0`, a list is in
 * alphabetical order.
 */
const NEEDED: Values = {
  'muc#roomconfig_persistentroom': '1',
  'muc#roomconfig_membersonly': '1',
  'muc#roomconfig_publicroom': '0',
  'muc#roomconfig_enablearchiving': '1',
  'muc#roomconfig_whois': 'moderators',
  /** The owner is a moderator: the desk is not shown to the two people. */
  'muc#roomconfig_presencebroadcast': ['participant', 'visitor'],
  'muc#roomconfig_changesubject': '0',
  '{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites': '0',
}

/** Set where the server knows them, harmless where it does not. */
const WISHED: Values = {
  'muc#roomconfig_moderatedroom': '0',
  'muc#roomconfig_allowinvites': '0',
  /** Prosody 13 and ejabberd: no private messages, which no archive would have. */
  'muc#roomconfig_allowpm': 'none',
  /**
   * A whole usual chat, for clients that ask a room for its history and not the archive (Psi, mcabber). Widget and desk ask
   * for none.
   */
  'muc#roomconfig_historylength': '100',
}

const MAX_USERS = 'muc#roomconfig_maxusers'

/** The same for all rooms. */
const settings = buildFields({ ...NEEDED, ...WISHED })

/** Configures a new room, and so unlocks it (§10.1.3). */
export const buildConfigure = (room: string, from: string, config: RoomConfig): Element =>
  iq(
    'set',
    room,
    from,
    undefined,
    el(
      'query',
      { xmlns: MUC_OWNER },
      buildSubmit(
        { 'muc#roomconfig_roomname': config.name, [MAX_USERS]: String(config.maxUsers) },
        MUC_CONFIG,
        settings,
      ),
    ),
  )

/** Asks for the configuration as it is. */
export const buildGetConfig = (room: string, from: string): Element =>
  iq('get', room, from, undefined, el('query', { xmlns: MUC_OWNER }))

/** The names of the settings that did not stick, in the answer to `buildGetConfig`: empty when all is well. */
export function missingSettings(stanza: Element, config: Pick<RoomConfig, 'maxUsers'>): string[] {
  const query = child(stanza, 'query', MUC_OWNER)
  const values = (query && parseSubmit(query)?.values) ?? new Map<string, readonly string[]>()
  const wanted: Values = { ...NEEDED, [MAX_USERS]: String(config.maxUsers) }
  return Object.entries(wanted)
    .filter(([name, value]) => (plain(values.get(name)) || NO) !== plain([value ?? []].flat()))
    .map(([name]) => name)
}

/** Prosody gives a boolean that is off no value at all. */
const NO = '0'

/** One spelling for each list of values: the order means nothing, nor does how a truth is written. */
const plain = (values: readonly string[] | undefined): string =>
  (values ?? [])
    .map((value) => ({ true: '1', false: '0' })[value] ?? value)
    .sort()
    .join(' ')

/** Withdraws from configuring: a room that was just made is gone again (§10.1.3). */
export const buildCancelConfig = (room: string, from: string): Element =>
  iq(
    'set',
    room,
    from,
    undefined,
    el('query', { xmlns: MUC_OWNER }, el('x', { xmlns: FORMS, type: 'cancel' })),
  )

export const buildDestroy = (room: string, from: string, reason?: string): Element =>
  iq(
    'set',
    room,
    from,
    undefined,
    el('query', { xmlns: MUC_OWNER }, el('destroy', {}, reason && el('reason', {}, reason))),
  )
