// urn:parlor:1 §4: the room of a workgroup's operators.
import * as NS from '../../../component/protocol/namespaces.js'
import type { TalkSaid } from '../model/facts.ts'
import type { BareJid } from '../model/types.ts'
import { parseSaid } from './muc.ts'
import { bare, type Element, xml } from './xml.ts'

export const buildTeamWish = (workgroup: BareJid): Element =>
  xml('iq', { type: 'get', to: workgroup }, xml('team', { xmlns: NS.PARLOR }))

export function parseTeam(answer: Element): { readonly room: BareJid; readonly nick: string } | undefined {
  const { room, nick } = answer.getChild('team', NS.PARLOR)?.attrs ?? {}
  return room && nick ? { room: bare(room), nick } : undefined
}

/** Words in a room, live or out of its archive. */
export function parseTeamSaid(
  message: Element,
  nick: string,
  archived?: { id: string; at?: number },
): TalkSaid | undefined {
  const said = parseSaid(message, archived)
  return said && teamSaid(said, nick)
}

export const teamSaid = (said: NonNullable<ReturnType<typeof parseSaid>>, nick: string): TalkSaid => ({
  ...{ with: said.room, mine: said.nick === nick, by: said.nick, body: said.body },
  ...((said.id ?? said.stanzaId) && { id: said.id ?? said.stanzaId ?? '' }),
  ...(said.at !== undefined && { at: said.at }),
})
