/** XEP-0045 §10: making, checking and destroying the room of a chat, by its owner. */
import type { Element } from 'ltx'
import { MUC_CONFIG, MUC_OWNER } from '../../protocol/namespaces.js'
import { buildFields, buildSubmit, NS as FORMS, parseForm, parseSubmit, type Values } from './forms.ts'
import { iq } from './stanza.ts'
import { child, el } from './xml.ts'

export interface RoomConfig {
  /** Shown by clients as the room's title. */
  readonly name: string
  /** Occupants at once whom the room counts, the desk not among them. */
  readonly maxUsers: number
  /** What a visitor in it may put on the server: the most bytes, and the types. */
  readonly uploads?: string
  /** May a visitor in it ask for a call? */
  readonly calls?: boolean
}

/** One thing that a room shall be, and what servers call it. */
interface Setting {
  /** A server knows one of these fields, seldom two. The first is the usual one. */
  readonly names: readonly [string, ...string[]]
  /** As in the form: booleans are `1` and `0`, a list is in alphabetical order. Where the spellings differ, by name. */
  readonly value: string | readonly string[] | Readonly<Record<string, string>>
}

/** The settings on which privacy and the transcript depend. */
const NEEDED: readonly Setting[] = [
  { names: ['muc#roomconfig_persistentroom'], value: '1' },
  { names: ['muc#roomconfig_membersonly'], value: '1' },
  { names: ['muc#roomconfig_publicroom'], value: '0' },
  { names: ['muc#roomconfig_enablearchiving', 'mam', 'muc#roomconfig_mam'], value: '1' },
  { names: ['muc#roomconfig_whois'], value: 'moderators' },
  /** The owner is a moderator: the desk is not shown to the two people. */
  { names: ['muc#roomconfig_presencebroadcast'], value: ['participant', 'visitor'] },
  { names: ['muc#roomconfig_changesubject'], value: '0' },
  {
    names: ['{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites', 'muc#roomconfig_allowinvites'],
    value: '0',
  },
  /** ejabberd 23.01 keeps memberships the way they are needed here only in rooms that are not. */
  { names: ['muc#roomconfig_moderatedroom'], value: '0' },
]

/** Set where the server knows them, harmless where it does not. */
const WISHED: readonly Setting[] = [
  /** No private messages, which no archive would have. */
  {
    names: ['muc#roomconfig_allowpm', 'allow_private_messages', 'allow_private_messages_from_visitors'],
    value: {
      'muc#roomconfig_allowpm': 'none',
      allow_private_messages: '0',
      allow_private_messages_from_visitors: 'nobody',
    },
  },
  /** The desk is not listed among who is there (disco#items). */
  { names: ['public_list'], value: '0' },
  /**
   * A whole usual chat, for clients that ask a room for its history and not the archive (Psi, mcabber). Widget and desk ask
   * for none.
   */
  { names: ['muc#roomconfig_historylength'], value: '100' },
]

const MAX_USERS = 'muc#roomconfig_maxusers'
/** Of `mod_parlor_rooms`. */
const UPLOADS = '{urn:parlor:1}roomconfig_uploads'
const CALLS = '{urn:parlor:1}roomconfig_calls'

/** In which words this server takes a room's configuration. Some refuse the whole for one field that they do not know. */
export interface RoomForm {
  /** The settings that are the same for all rooms, to be put into a submit. */
  readonly settings: readonly Element[]
  /** What is read back. */
  readonly needed: Values
  /** How many places to ask for, for so many people. */
  places(people: number): number
  /** Can a room say what files a visitor in it may send? */
  readonly takesUploads: boolean
  /** And whether they may ask for a call? */
  readonly takesCalls: boolean
}

const valueFor = ({ value }: Setting, name: string): string | readonly string[] =>
  typeof value === 'string' || isList(value) ? value : (value[name] ?? '')

const isList = (value: Setting['value']): value is readonly string[] => Array.isArray(value)

/** By the fields that `has`; what is needed and not there keeps its usual name, and so will be missed. */
function spelt(settings: readonly Setting[], has: (name: string) => boolean, isNeeded: boolean): Values {
  return Object.fromEntries(
    settings.flatMap((setting) => {
      const known = setting.names.filter(has)
      const names = known.length === 0 && isNeeded ? [setting.names[0]] : known
      return names.map((name) => [name, valueFor(setting, name)])
    }),
  )
}

/** A server that offers a room for two counts people, and takes any number. */
const FEWEST = 2
/** Where the desk and every client are counted, and so few are not to be had: nobody must be kept out by that. */
const TO_SPARE = 20

const placesFrom =
  (offered: readonly number[]): RoomForm['places'] =>
  (people) =>
    offered.includes(FEWEST) ? people : (offered.find((many) => many >= people + TO_SPARE) ?? people)

/** Reads the form that the owner of a room is shown (XEP-0045 §10.1.3). */
export function readRoomForm(stanza: Element): RoomForm {
  const query = child(stanza, 'query', MUC_OWNER)
  const fields = (query && parseForm(query)?.fields) ?? []
  const names = new Set(fields.map(({ name }) => name))
  const has = (name: string): boolean => names.has(name)
  const options = fields.find(({ name }) => name === MAX_USERS)?.options ?? []
  const offered = options.map(({ value }) => Number(value)).filter(Number.isInteger)
  offered.sort((a, b) => a - b)
  const needed = spelt(NEEDED, has, true)
  const known = Object.fromEntries(Object.entries(needed).filter(([name]) => has(name)))
  return {
    settings: buildFields({ ...known, ...spelt(WISHED, has, false) }),
    needed,
    places: offered.length > 0 ? placesFrom(offered) : (people) => people,
    takesUploads: has(UPLOADS),
    takesCalls: has(CALLS),
  }
}

const usual = (name: string): boolean => [...NEEDED, ...WISHED].some(({ names }) => names[0] === name)

/** Before any room has shown its form: the usual names, which servers that ignore what they do not know all take. */
export const USUAL_FORM: RoomForm = {
  settings: buildFields({ ...spelt(NEEDED, usual, true), ...spelt(WISHED, usual, false) }),
  needed: spelt(NEEDED, usual, true),
  places: (people) => people,
  takesUploads: true,
  takesCalls: true,
}

/** The form that an owner submits. */
export const buildConfiguration = (config: RoomConfig, form: RoomForm = USUAL_FORM): Element =>
  buildSubmit(
    {
      'muc#roomconfig_roomname': config.name,
      [MAX_USERS]: String(form.places(config.maxUsers)),
      ...(config.uploads && form.takesUploads && { [UPLOADS]: config.uploads }),
      ...(config.calls && form.takesCalls && { [CALLS]: '1' }),
    },
    MUC_CONFIG,
    form.settings,
  )

/** Configures a new room, and so unlocks it (§10.1.3). */
export const buildConfigure = (
  room: string,
  from: string,
  config: RoomConfig,
  form: RoomForm = USUAL_FORM,
): Element =>
  iq('set', room, from, undefined, el('query', { xmlns: MUC_OWNER }, buildConfiguration(config, form)))

/** Asks for the configuration as it is. */
export const buildGetConfig = (room: string, from: string): Element =>
  iq('get', room, from, undefined, el('query', { xmlns: MUC_OWNER }))

/** The names of the settings that did not stick, in the answer to `buildGetConfig`: empty when all is well. */
export function missingSettings(
  stanza: Element,
  config: Pick<RoomConfig, 'maxUsers'>,
  form: RoomForm = USUAL_FORM,
): string[] {
  const query = child(stanza, 'query', MUC_OWNER)
  const values = (query && parseSubmit(query)?.values) ?? new Map<string, readonly string[]>()
  const wanted: Values = { ...form.needed, [MAX_USERS]: String(form.places(config.maxUsers)) }
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
