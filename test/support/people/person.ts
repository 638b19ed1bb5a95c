/** What visitor and operator have in common: a session, invitations, rooms. */
import type { Element } from 'ltx'
import { Connection, type Login } from './connection.ts'
import { NS } from './namespaces.ts'
import { Occupant } from './occupant.ts'
import { attr, bare, from } from './stanza.ts'
import type { Waiting } from './watched.ts'

export interface Invitation {
  readonly room: string
  readonly caseId: string | undefined
  /** The nickname to enter with, and the other person's. */
  readonly nick: string | undefined
  readonly with: string | undefined
  readonly stanza: Element
}

export abstract class Person {
  readonly connection: Connection

  constructor(connection: Connection) {
    this.connection = connection
  }

  protected static open(whose: string, login: Login): Promise<Connection> {
    return Connection.open(whose, login)
  }

  get jid(): string {
    return this.connection.jid
  }

  /** The first invitation, to any room unless one is named. */
  async invited(waiting: Waiting & { readonly room?: string } = {}): Promise<Invitation> {
    const fits = (stanza: Element) => {
      const invitation = invitationOf(stanza)
      return invitation !== undefined && (waiting.room === undefined || invitation.room === waiting.room)
    }
    const stanza = await this.connection.stanzas.until(fits, 'an invitation', waiting)
    const invitation = invitationOf(stanza)
    if (!invitation) throw new Error('unreachable: it was one a moment ago')
    return invitation
  }

  enter(room: string, nick: string): Promise<Occupant> {
    return Occupant.enter(this.connection, room, nick)
  }

  /** Waits for the invitation and follows it. */
  async enterWhenInvited(waiting: Waiting = {}): Promise<Occupant> {
    const { room, nick = 'Somebody' } = await this.invited(waiting)
    return this.enter(room, nick)
  }

  /** The end of a case, told by the workgroup: its reason. */
  async ended(waiting: Waiting & { readonly caseId?: string } = {}): Promise<string> {
    const endOf = (stanza: Element) => stanza.is('message') && stanza.getChild('ended', NS.parlor)
    const fits = (stanza: Element) => {
      const end = endOf(stanza)
      const groupchat = attr(stanza, 'type') === 'groupchat'
      return !!end && !groupchat && (waiting.caseId === undefined || attr(end, 'case') === waiting.caseId)
    }
    const stanza = await this.connection.stanzas.until(fits, 'the end of the case', waiting)
    return attr(endOf(stanza) || undefined, 'reason') ?? ''
  }

  stop(): Promise<void> {
    return this.connection.stop()
  }
}

export function invitationOf(stanza: Element): Invitation | undefined {
  if (!stanza.is('message')) return undefined
  const mediated = stanza.getChild('x', NS.mucUser)?.getChild('invite')
  const direct = stanza.getChild('x', NS.conference)
  const room = mediated ? bare(from(stanza)) : attr(direct, 'jid')
  if (!room) return undefined
  // The room carries our elements inside the invite; a direct invitation beside it.
  const about = [mediated, stanza.getChild('x', NS.mucUser), stanza]
    .map((parent) => parent?.getChild('case', NS.parlor))
    .find((found) => found !== undefined)
  return {
    room,
    caseId: attr(about, 'id'),
    nick: attr(about, 'nick'),
    with: attr(about, 'with'),
    stanza,
  }
}
