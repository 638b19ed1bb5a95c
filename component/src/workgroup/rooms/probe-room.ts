/**
 * Once at the start: a room is made as for a chat. Its form and its answers say how rooms are treated here; then its
 * configuration is read back. If what privacy and the transcript depend on did not stick, Parlor does not run.
 */
import { DESK } from '../../../protocol/names.js'
import type { BareJid, FullJid } from '../../core/types.ts'
import { randomText } from '../../effects/random.ts'
import * as disco from '../../protocol/disco.ts'
import { buildNoStore } from '../../protocol/hints.ts'
import { bare } from '../../protocol/jid.ts'
import * as muc from '../../protocol/muc.ts'
import { FURNISH } from '../../protocol/parlor.ts'
import { iq } from '../../protocol/stanza.ts'
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
    const form = muc.readRoomForm(await stream.ask(muc.buildGetConfig(room, desk)))
    await stream.tell(muc.buildConfigure(room, desk, { name: 'Probe', maxUsers: PEOPLE }, form))
    const kept = await stream.ask(muc.buildGetConfig(room, desk))
    const missing = muc.missingSettings(kept, { maxUsers: PEOPLE }, form)
    const invites = (await lettingIn(stream, room, desk)) ? 'from-outside' : 'inside'
    await stream.tell(muc.buildDestroy(room, desk))
    if (missing.length > 0) throw new RoomsUnfit(advice(config.xmpp.rooms, missing))
    const furnishes = (await canFurnish(stream, config.xmpp.rooms, desk)) ? 'whole' : 'by-stanzas'
    office.rooms = { form, invites, furnishes }
    const areFiles = [...config.workgroups.values()].some(({ uploads }) => uploads.types.length > 0)
    if (areFiles && !form.takesUploads)
      office.log.warn(
        { host: config.xmpp.rooms },
        'visitors cannot send files: that takes the mod_parlor_rooms of this Parlor',
      )
  } catch (error) {
    if (!(error instanceof StanzaError) || !stream.online) throw error
    throw new RoomsUnfit(
      `no room can be made on ${config.xmpp.rooms} (${error.message}): allow ${config.xmpp.component} to create rooms there`,
    )
  }
}

/** Does an invitation count that the owner sends from outside? Then whom it names has become a member of the room. */
async function lettingIn(stream: Office['stream'], room: BareJid, desk: FullJid): Promise<boolean> {
  const guest = `guest@${stream.domain}`
  stream.send(muc.buildInvite(room, bare(desk), guest, 'Probe', buildNoStore()))
  const members = muc.parseItems(await stream.ask(muc.buildListAffiliation(room, desk, 'member'))) ?? []
  return members.some(({ jid }) => jid === guest)
}

/** A host that answers nothing of itself can do nothing more than rooms. */
async function canFurnish(stream: Office['stream'], host: string, desk: FullJid): Promise<boolean> {
  try {
    const answer = await stream.ask(iq('get', host, desk, undefined, disco.buildInfoRequest()))
    const info = disco.parseInfo(answer)
    return info !== undefined && disco.has(info, FURNISH)
  } catch (error) {
    if (!(error instanceof StanzaError) || !stream.online) throw error
    return false
  }
}

/** What to set, by what did not stick: on Prosody, on ejabberd. */
const OPTIONS: Readonly<Record<string, string>> = {
  'muc#roomconfig_persistentroom': 'muc_room_default_persistent = true, or the component in admins',
  'muc#roomconfig_membersonly': 'muc_room_default_members_only = true',
  'muc#roomconfig_publicroom': 'muc_room_default_public = false',
  'muc#roomconfig_enablearchiving':
    'modules_enabled = { "muc_mam" } and muc_log_all_rooms = true (ejabberd: load mod_mam on the host of the operators)',
  'muc#roomconfig_maxusers': 'modules_enabled = { "parlor_rooms" }',
}

const advice = (rooms: string, missing: readonly string[]): string =>
  `rooms on ${rooms} do not keep ${missing.join(', ')}: set ${missing
    .map((name) => OPTIONS[name] ?? `the option for ${name}`)
    .join('; ')} on the MUC component`
