/** XEP-0045 §10: making, checking and destroying the room of a chat, by its owner (DESIGN §4, The room). */
import type { Element } from 'ltx'
import { buildSubmit, NS as FORMS, parseSubmit, type Values } from './forms.ts'
import { child, el } from './xml.ts'

const OWNER = 'http://jabber.org/protocol/muc#owner'
const CONFIG = 'http://jabber.org/protocol/muc#roomconfig'

export interface RoomConfig {
  /** Shown by clients as the room's title. */
  readonly name?: string | undefined
  readonly persistent: boolean
  readonly membersOnly: boolean
  readonly public: boolean
  readonly archiving: boolean
  /** Who sees real JIDs. */
  readonly whois: 'moderators' | 'anyone'
  /** Whose presence the others see. */
  readonly presenceBroadcast: readonly ('moderator' | 'participant' | 'visitor')[]
  /** Seats; owners are not counted. */
  readonly maxUsers: number
  readonly changeSubject: boolean
  readonly allowInvites: boolean
  readonly historyLength: number
}

/** What privacy and the transcript depend on: must stick. */
const needed = (config: RoomConfig): Values => ({
  'muc#roomconfig_persistentroom': bit(config.persistent),
  'muc#roomconfig_membersonly': bit(config.membersOnly),
  'muc#roomconfig_publicroom': bit(config.public),
  'muc#roomconfig_enablearchiving': bit(config.archiving),
  'muc#roomconfig_whois': config.whois,
  'muc#roomconfig_presencebroadcast': config.presenceBroadcast,
  'muc#roomconfig_maxusers': String(config.maxUsers),
  'muc#roomconfig_changesubject': bit(config.changeSubject),
})

/** Set where the server knows it, harmless where it does not. */
const wished = (config: RoomConfig): Values => ({
  'muc#roomconfig_roomname': config.name,
  'muc#roomconfig_moderatedroom': '0',
  'muc#roomconfig_allowinvites': bit(config.allowInvites),
  '{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites': bit(config.allowInvites),
  'muc#roomconfig_historylength': String(config.historyLength),
  // Prosody 13 and ejabberd: no private messages, which no archive would have.
  'muc#roomconfig_allowpm': 'none',
})

const bit = (value: boolean): string => (value ? '1' : '0')

/** Configures a new room, and so unlocks it (§10.1.3). */
export const buildConfigSubmit = (config: RoomConfig): Element =>
  el('query', { xmlns: OWNER }, buildSubmit({ ...needed(config), ...wished(config) }, CONFIG))

/** Asks for the configuration as it is. */
export const buildConfigRequest = (): Element => el('query', { xmlns: OWNER })

/** The names of the settings that did not stick, in the answer to `buildConfigRequest`: empty when all is well. */
export function missingSettings(stanza: Element, config: RoomConfig): string[] {
  const query = child(stanza, 'query', OWNER)
  const values = (query && parseSubmit(query)?.values) ?? new Map<string, readonly string[]>()
  return Object.entries(needed(config))
    .filter(([name, value]) => plain(values.get(name)) !== plain([value ?? []].flat()))
    .map(([name]) => name)
}

/** One spelling for each list of values: the order means nothing, nor does how a truth is written. */
const plain = (values: readonly string[] | undefined): string =>
  (values ?? [])
    .map((value) => ({ true: '1', false: '0' })[value] ?? value)
    .sort()
    .join(' ')

/** Withdraws from configuring: a room that was just made is gone again (§10.1.3). */
export const buildConfigCancel = (): Element =>
  el('query', { xmlns: OWNER }, el('x', { xmlns: FORMS, type: 'cancel' }))

export const buildDestroy = (reason?: string): Element =>
  el('query', { xmlns: OWNER }, el('destroy', {}, reason && el('reason', {}, reason)))
