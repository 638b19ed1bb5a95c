/** An operator with a client that speaks XEP-0142, as the web desk does. */
import type { Element } from 'ltx'
import { Connection, type Login } from './connection.ts'
import { NS } from './namespaces.ts'
import { Person } from './person.ts'
import { attr, bare, el, fields, from, show, submit } from './stanza.ts'
import type { Waiting } from './watched.ts'

export type Account = Omit<Login, 'username' | 'password'> & {
  readonly username: string
  readonly password: string
}

export interface RingingOffer {
  readonly workgroup: string
  readonly visitor: string
  readonly caseId: string
  /** Seconds. */
  readonly timeout: number
  readonly stanza: Element
}

export interface Revocation {
  readonly caseId: string
  readonly visitor: string
  readonly why: string | undefined
  readonly by: string | undefined
}

/** One `<user/>` of `notify-queue-details`. */
export interface Queued {
  readonly visitor: string
  readonly caseId: string
  readonly name: string
  readonly position: number
  readonly phase: string
  readonly stanza: Element
}

/** The answer to an ad-hoc command (XEP-0050). */
export interface Answer {
  readonly status: string
  readonly note: string
  readonly sessionid: string | undefined
  readonly form: Element | undefined
  /** Rows of a result form, by field. */
  readonly rows: readonly Record<string, string>[]
}

export interface Duty {
  readonly maxChats?: number
  readonly show?: 'away' | 'chat' | 'xa' | 'dnd'
  readonly status?: string
}

export class Operator extends Person {
  static async signIn(account: Account): Promise<Operator> {
    const connection = await Connection.open(account.username, account)
    connection.accept(NS.workgroup, 'offer')
    connection.accept(NS.workgroup, 'offer-revoke')
    const operator = new Operator(connection)
    await connection.send(el('presence'))
    return operator
  }

  /** Directed presence with `agent-status`. */
  onDuty(workgroup: string, duty: Duty = {}): Promise<void> {
    const seats = duty.maxChats === undefined ? undefined : el('max-chats', {}, String(duty.maxChats))
    return this.connection.send(
      el(
        'presence',
        { to: workgroup },
        duty.show && el('show', {}, duty.show),
        duty.status !== undefined && el('status', {}, duty.status),
        el('agent-status', { xmlns: NS.workgroup }, seats),
      ),
    )
  }

  offDuty(workgroup: string): Promise<void> {
    return this.connection.send(el('presence', { to: workgroup, type: 'unavailable' }))
  }

  /** The first picture of the queue that fits. */
  async queue(
    workgroup: string,
    fits: (queue: readonly Queued[]) => boolean = () => true,
    waiting: Waiting = {},
  ): Promise<readonly Queued[]> {
    const seen = (stanza: Element) => (bare(from(stanza)) === workgroup ? queueOf(stanza) : undefined)
    const stanza = await this.connection.stanzas.until(
      (one) => {
        const queue = seen(one)
        return queue !== undefined && fits(queue)
      },
      `a picture of the queue of ${workgroup}`,
      waiting,
    )
    return seen(stanza) ?? []
  }

  /** A colleague's status, told by `support@.../ben@localhost`. */
  async colleague(
    workgroup: string,
    jid: string,
    shown: string,
    waiting: Waiting = {},
  ): Promise<{ current: number; max: number }> {
    const stanza = await this.connection.stanzas.until(
      (one) =>
        one.is('presence') &&
        from(one) === `${workgroup}/${jid}` &&
        show(one) === shown &&
        (shown === 'offline' || one.getChild('agent-status', NS.workgroup) !== undefined),
      `${jid} to be ${shown}`,
      waiting,
    )
    const status = stanza.getChild('agent-status', NS.workgroup)
    const count = (name: string) => Number(status?.getChildText(name) ?? 0)
    return { current: count('current-chats'), max: count('max-chats') }
  }

  async agents(workgroup: string): Promise<string[]> {
    const request = el('agent-status-request', { xmlns: NS.workgroup })
    const answer = await this.connection.get(workgroup, request)
    const list = answer.getChild('agent-status-request', NS.workgroup)?.getChildren('agent') ?? []
    return list.map((agent) => attr(agent, 'jid') ?? '')
  }

  /** The first offer (of this case, if one is named). */
  async offer(caseId?: string, waiting: Waiting = {}): Promise<RingingOffer> {
    const fits = (stanza: Element) => {
      const offer = offerOf(stanza)
      return offer !== undefined && (caseId === undefined || offer.caseId === caseId)
    }
    const stanza = await this.connection.stanzas.until(fits, `an offer of ${caseId ?? 'any case'}`, waiting)
    const offer = offerOf(stanza)
    if (!offer) throw new Error('unreachable: it was one a moment ago')
    return offer
  }

  async revoked(caseId: string, waiting: Waiting = {}): Promise<Revocation> {
    const fits = (stanza: Element) => revocationOf(stanza)?.caseId === caseId
    const stanza = await this.connection.stanzas.until(fits, `the offer of ${caseId} to be revoked`, waiting)
    const revocation = revocationOf(stanza)
    if (!revocation) throw new Error('unreachable: it was one a moment ago')
    return revocation
  }

  accept(offer: Pick<RingingOffer, 'workgroup' | 'visitor' | 'caseId'>): Promise<Element> {
    const { workgroup, visitor, caseId } = offer
    return this.connection.set(
      workgroup,
      el('offer-accept', { xmlns: NS.workgroup, jid: visitor, id: caseId }),
    )
  }

  reject(offer: Pick<RingingOffer, 'workgroup' | 'visitor' | 'caseId'>): Promise<Element> {
    const { workgroup, visitor, caseId } = offer
    return this.connection.set(
      workgroup,
      el('offer-reject', { xmlns: NS.workgroup, jid: visitor, id: caseId }),
    )
  }

  /** An ad-hoc command; without answers it is only opened. */
  async command(
    workgroup: string,
    node: string,
    answers?: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const form = answers && submit(answers)
    const command = el('command', { xmlns: NS.commands, node, action: 'execute' }, form)
    return answerOf(await this.connection.set(workgroup, command))
  }

  /** Takes a request by hand: that of a case, else what rings, else the first. */
  take(workgroup: string, caseId?: string): Promise<Answer> {
    return this.command(workgroup, 'take', caseId === undefined ? {} : { case: caseId })
  }

  close(workgroup: string, caseId?: string): Promise<Answer> {
    return this.command(workgroup, 'close', caseId === undefined ? {} : { case: caseId })
  }
}

const about = (payload: Element): Element | undefined => payload.getChild('case', NS.parlor)

function offerOf(stanza: Element): RingingOffer | undefined {
  const offer = stanza.is('iq') ? stanza.getChild('offer', NS.workgroup) : undefined
  if (!offer) return undefined
  return {
    workgroup: bare(from(stanza)),
    visitor: attr(offer, 'jid') ?? '',
    caseId: attr(offer, 'id') ?? attr(about(offer), 'id') ?? '',
    timeout: Number(offer.getChildText('timeout') ?? Number.NaN),
    stanza,
  }
}

function revocationOf(stanza: Element): Revocation | undefined {
  const revoke = stanza.is('iq') ? stanza.getChild('offer-revoke', NS.workgroup) : undefined
  if (!revoke) return undefined
  const revoked = revoke.getChild('revoked', NS.parlor)
  return {
    caseId: attr(revoke, 'id') ?? '',
    visitor: attr(revoke, 'jid') ?? '',
    why: attr(revoked, 'why'),
    by: attr(revoked, 'by'),
  }
}

function queueOf(stanza: Element): Queued[] | undefined {
  const details = stanza.is('presence') ? stanza.getChild('notify-queue-details', NS.workgroup) : undefined
  return details?.getChildren('user').map((user) => ({
    visitor: attr(user, 'jid') ?? '',
    caseId: attr(about(user), 'id') ?? '',
    name: attr(about(user), 'name') ?? '',
    position: Number(user.getChildText('position') ?? Number.NaN),
    phase: attr(about(user), 'phase') ?? '',
    stanza: user,
  }))
}

function answerOf(stanza: Element): Answer {
  const command = stanza.getChild('command', NS.commands)
  const form = command?.getChild('x', NS.data)
  return {
    status: attr(command, 'status') ?? '',
    note: command?.getChildText('note') ?? '',
    sessionid: attr(command, 'sessionid'),
    form,
    rows: (form?.getChildren('item') ?? []).map(fields),
  }
}
