/**
 * Once at the start: a room is made as for a chat and its configuration read back. If what privacy and the transcript
 * depend on did not stick, Parlor does not run.
 */
import { DESK } from '../../../protocol/names.js'
import { randomText } from '../../effects/random.ts'
import * as muc from '../../protocol/muc.ts'
import { StanzaError } from '../../protocol/stanza-error.ts'
import type { Office } from '../office.ts'
import { PEOPLE } from './make-room.ts'

/** The server does not keep what Parlor needs it to keep. */
export class RoomsUnfit extends Error {
  override readonly name = 'RoomsUnfit'
}

export async function probeRoom(office: Office): Promise<void> {
  const { stream, config } = office
  const room = `probe-${randomText(8, 'hex')}@${config.xmpp.rooms}`
  const desk = `probe@${config.xmpp.component}/${DESK}`
  stream.send(muc.buildJoin(room, DESK, desk))
  try {
    await stream.tell(muc.buildConfigure(room, desk, { name: 'Probe', maxUsers: PEOPLE }))
    const form = await stream.ask(muc.buildGetConfig(room, desk))
    const missing = muc.missingSettings(form, { maxUsers: PEOPLE })
    await stream.tell(muc.buildDestroy(room, desk))
    if (missing.length > 0) throw new RoomsUnfit(advice(config.xmpp.rooms, missing))
  } catch (error) {
    if (!(error instanceof StanzaError) || !stream.online) throw error
    throw new RoomsUnfit(
      `no room can be made on ${config.xmpp.rooms} (${error.message}): allow ${config.xmpp.component} to create rooms there`,
    )
  }
}

/** What to set on Prosody, by what did not stick. */
const OPTIONS: Readonly<Record<string, string>> = {
  'muc#roomconfig_persistentroom': 'muc_room_default_persistent = true, or the component in admins',
  'muc#roomconfig_membersonly': 'muc_room_default_members_only = true',
  'muc#roomconfig_publicroom': 'muc_room_default_public = false',
  'muc#roomconfig_enablearchiving': 'modules_enabled = { "muc_mam" } and muc_log_all_rooms = true',
  'muc#roomconfig_maxusers': 'modules_enabled = { "parlor_rooms" }',
}

const advice = (rooms: string, missing: readonly string[]): string =>
  `rooms on ${rooms} do not keep ${missing.join(', ')}: set ${missing
    .map((name) => OPTIONS[name] ?? `the option for ${name}`)
    .join('; ')} on the MUC component`
