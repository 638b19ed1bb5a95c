/** The people of an agreeable server: whoever is asked accepts, whoever is invited comes, and all is counted. */
import { pino } from 'pino'
import { randomText } from '../../component/src/effects/random.ts'
import { signTicket, TICKET_LIFE, ticketId } from '../../component/src/protocol/ticket.ts'
import { storeOn } from '../../component/src/store/open.ts'
import { openSqlite } from '../../component/src/store/sqlite.ts'
import type { AgreeableServer } from './agreeable-server.ts'
import type { TestComponent } from './component.ts'
import { attribute } from './light.ts'

export const WORKGROUP = 'support@support.localhost'
const WG = "xmlns='http://jabber.org/protocol/workgroup'"

/** What signs tickets in this installation; the component is started again for it. */
export async function ticketKeyOf(component: TestComponent): Promise<string> {
  await component.stop()
  const store = storeOn(openSqlite(component.database, pino({ level: 'silent' })))
  const key = await store.secret('ticket', () => 'none was left')
  await store.close()
  await component.restart()
  return key
}

interface Room {
  readonly visitor: string
  readonly operator: string
}

/** The same demo for a desk of many: `seats` each, and nobody is lost for being slow. */
export const deskOf = (operators: number, seats: number) => (demo: string) =>
  demo
    .replace(/operators:\n( {2}.*\n)+/, `operators:\n${staff(operators)}`)
    .replaceAll('operators: [anna, ben, carol]', `operators: [${names(operators).join(', ')}]`)
    .replace(
      'routing: [ring-all]',
      ['routing: [least-busy]', `seats: ${seats}`, 'maxQueue: 100000', 'maxWait: 24 h', 'ringFor: 1 h'].join(
        '\n    ',
      ),
    )

const names = (operators: number): string[] => Array.from({ length: operators }, (_, index) => `op${index}`)
const staff = (operators: number): string =>
  names(operators)
    .map((name) => `  ${name}@\${PARLOR_DOMAIN}: { name: Operator }\n`)
    .join('')

export class AgreeablePeople {
  /** Chats that are over: their rooms are destroyed. */
  finished = 0
  /** Chats with both people in them. */
  talking = 0
  /** Requests that were answered with a case. */
  admitted = 0
  /** Who asked, in the order in which they were answered. */
  readonly order: string[] = []
  /** Who was invited last into each room, of the operators. */
  readonly owners = new Map<string, string>()
  /** What visitors were told when they asked for their place (`askPlace`). */
  readonly places = new Map<string, number>()
  /** Of operators, as their colleagues were told last (`askColleagues`). */
  readonly loads = new Map<string, number>()
  onTalk: (visitor: string) => void = () => {}
  /** How long a ticket is good for, ms; used ones are remembered for as long. */
  ticketLife = TICKET_LIFE
  readonly #server: AgreeableServer
  readonly #key: string
  readonly #rooms = new Map<string, Room>()
  #changed = () => {}
  #next = 0
  #seats = 0

  constructor(server: AgreeableServer, key: string) {
    this.#server = server
    this.#key = key
    server.onStanza = (xml) => {
      this.#hear(xml)
      this.#changed()
    }
  }

  /** Each says how many chats they take now. */
  onDuty(operators: number, seats: number): void {
    this.#seats = seats
    for (const name of names(operators)) this.#isOnDuty(`${name}@localhost`)
  }

  #isOnDuty(operator: string): void {
    const status = `<agent-status ${WG}><max-chats>${this.#seats}</max-chats></agent-status>`
    this.#server.send(`<presence from='${operator}/desk' to='${WORKGROUP}'>${status}</presence>`)
  }

  askPlace(visitor: string): void {
    this.#server.send(`<iq type='get' id='p' from='${visitor}' to='${WORKGROUP}'><queue-status ${WG}/></iq>`)
  }

  askColleagues(index: number): void {
    const from = `from='${names(index + 1)[index]}@localhost/desk'`
    this.#server.send(`<iq type='get' id='a' ${from} to='${WORKGROUP}'><agent-status-request ${WG}/></iq>`)
  }

  /** The next visitor asks to talk. */
  join(): void {
    this.#next += 1
    const jid = `v${this.#next}@visitors.localhost/w`
    const now = Date.now()
    const [jti, exp] = [ticketId(now, randomText(16, 'base64url')), now + this.ticketLife]
    const ticket = signTicket({ jti, exp, site: 'demo', workgroup: WORKGROUP, parameters: [] }, this.#key)
    this.#server.send(
      `<iq type='set' id='j' from='${jid}' to='${WORKGROUP}'><join-queue ${WG}><queue-notifications/>` +
        "<x xmlns='jabber:x:data' type='submit'><field var='name'><value>Mia</value></field>" +
        `<field var='problem'><value>How long does delivery to Denmark take?</value></field></x>` +
        `<ticket xmlns='urn:parlor:1'>${ticket}</ticket></join-queue></iq>`,
    )
  }

  leave(visitor: string): void {
    this.#server.send(`<iq type='set' id='d' from='${visitor}' to='${WORKGROUP}'><depart-queue ${WG}/></iq>`)
  }

  /** Everybody whose chat is open. */
  inChats(): string[] {
    return [...this.#rooms.values()]
      .filter(({ visitor, operator }) => visitor && operator)
      .map(({ visitor }) => visitor)
  }

  /** Resolves when this has become true; it is looked at after each stanza of the component. */
  async until(isSo: () => boolean, what: string, within = 60_000): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () =>
          reject(
            new Error(`waited in vain for ${what}: ${this.admitted}, ${this.talking}, ${this.finished}`),
          ),
        within,
      )
      this.#changed = () => {
        if (!isSo()) return
        clearTimeout(late)
        this.#changed = () => {}
        resolve()
      }
      this.#changed()
    })
  }

  #hear(xml: string): void {
    if (xml.startsWith('<iq')) this.#hearIq(xml)
    else if (xml.startsWith('<presence')) this.#hearPresence(xml)
    else if (xml.startsWith('<message') && xml.includes('<invite to="')) this.#enter(xml)
  }

  #hearPresence(xml: string): void {
    // The component has forgotten who is on duty by directed presence (urn:parlor:1 §4).
    if (xml.includes('<started ')) this.#isOnDuty(attribute(xml, 'to')?.split('/')[0] ?? '')
    const load = /<current-chats>(\d+)</.exec(xml)?.[1]
    const operator = attribute(xml, 'from')?.slice(`${WORKGROUP}/`.length)
    if (xml.includes('<agent-status ') && operator) this.loads.set(operator, Number(load))
  }

  #hearIq(xml: string): void {
    const to = attribute(xml, 'to') ?? ''
    if (xml.includes('<destroy')) this.#destroyed(to)
    else if (to.includes('@rooms.')) return
    else if (attribute(xml, 'type') === 'result') this.#answered(to, xml)
    else if (attribute(xml, 'type') === 'set') this.#asked(to, xml)
    else if (xml.includes('urn:xmpp:ping')) this.#isThere(to, xml)
  }

  /** Clients answer that by themselves (XEP-0199). */
  #isThere(client: string, xml: string): void {
    const from = `from='${client}' to='${attribute(xml, 'from')}'`
    this.#server.send(`<iq type='result' id='${attribute(xml, 'id')}' ${from}/>`)
  }

  #answered(visitor: string, xml: string): void {
    if (xml.includes('<queue-status'))
      this.places.set(visitor, Number(/<position>(\d+)</.exec(xml)?.[1] ?? Number.NaN))
    if (!xml.includes('<join-queue')) return
    this.admitted += 1
    this.order.push(visitor)
    this.#server.send(`<presence from='${visitor}' to='${WORKGROUP}'/>`)
  }

  #asked(operator: string, xml: string): void {
    const from = `from='${operator}' to='${attribute(xml, 'from')}'`
    this.#server.send(`<iq type='result' id='${attribute(xml, 'id')}' ${from}/>`)
    const at = xml.indexOf('<offer ')
    if (at < 0) return
    const about = `jid='${attribute(xml.slice(at), 'jid')}' id='${attribute(xml.slice(at), 'id')}'`
    this.#server.send(`<iq type='set' id='k' ${from}><offer-accept ${WG} ${about}/></iq>`)
  }

  #enter(xml: string): void {
    const room = attribute(xml, 'to') ?? ''
    const to = attribute(xml.slice(xml.indexOf('<invite to="')), 'to') ?? ''
    const isVisitor = to.includes('@visitors.')
    if (!isVisitor) this.owners.set(room, to.split('/')[0] ?? '')
    const known = this.#rooms.get(room) ?? { visitor: '', operator: '' }
    const now: Room = isVisitor ? { ...known, visitor: to } : { ...known, operator: to }
    this.#rooms.set(room, now)
    // Who is in it already is invited again after a restart, and stays.
    if (isVisitor ? known.visitor : known.operator) return
    this.#server.enters(room, isVisitor ? 'Mia' : 'Operator', to)
    if (!now.visitor || !now.operator) return
    this.talking += 1
    this.onTalk(now.visitor)
  }

  #destroyed(room: string): void {
    const known = this.#rooms.get(room)
    if (!known) return
    this.#rooms.delete(room)
    this.owners.delete(room)
    this.finished += 1
    this.talking -= 1
    this.#server.send(`<presence type='unavailable' from='${known.visitor}' to='${WORKGROUP}'/>`)
  }
}
