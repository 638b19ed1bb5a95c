/** The people of an agreeable server: whoever is asked accepts, whoever is invited comes, and all is counted. */
import { pino } from 'pino'
import { newTicketId, signTicket, TICKET_LIFE } from '../../component/src/http/ticket.ts'
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
  readonly entered: number
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
  onTalk: (visitor: string) => void = () => {}
  readonly #server: AgreeableServer
  readonly #key: string
  readonly #rooms = new Map<string, Room>()
  #changed = () => {}
  #next = 0

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
    for (const name of names(operators))
      this.#server.send(
        `<presence from='${name}@localhost/desk' to='${WORKGROUP}'><agent-status ${WG}><max-chats>${seats}</max-chats></agent-status></presence>`,
      )
  }

  /** The next visitor asks to talk. */
  join(): void {
    this.#next += 1
    const jid = `v${this.#next}@visitors.localhost/w`
    const [jti, exp] = [newTicketId(), Date.now() + TICKET_LIFE]
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
    return [...this.#rooms.values()].filter(({ entered }) => entered === 2).map(({ visitor }) => visitor)
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
    else if (xml.startsWith('<message') && xml.includes('"jabber:x:conference"')) this.#enter(xml)
  }

  #hearIq(xml: string): void {
    const to = attribute(xml, 'to') ?? ''
    if (xml.includes('<destroy')) this.#destroyed(to)
    else if (to.includes('@rooms.')) return
    else if (attribute(xml, 'type') === 'result') this.#answered(to, xml)
    else if (attribute(xml, 'type') === 'set') this.#asked(to, xml)
  }

  #answered(visitor: string, xml: string): void {
    if (!xml.includes('<join-queue')) return
    this.admitted += 1
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
    const room = attribute(xml.slice(xml.lastIndexOf('<', xml.indexOf('"jabber:x:conference"'))), 'jid') ?? ''
    const to = attribute(xml, 'to') ?? ''
    const isVisitor = to.includes('@visitors.')
    const known = this.#rooms.get(room) ?? { visitor: '', entered: 0 }
    const now = { ...known, entered: known.entered + 1, ...(isVisitor && { visitor: to }) }
    this.#rooms.set(room, now)
    this.#server.enters(room, isVisitor ? 'Mia' : 'Operator', to)
    if (now.entered !== 2) return
    this.talking += 1
    this.onTalk(now.visitor)
  }

  #destroyed(room: string): void {
    const known = this.#rooms.get(room)
    if (!known) return
    this.#rooms.delete(room)
    this.finished += 1
    this.talking -= 1
    this.#server.send(`<presence type='unavailable' from='${known.visitor}' to='${WORKGROUP}'/>`)
  }
}
