/** A whole Parlor for one test file: server, component, and the demo's three operators. */
import { type ComponentOptions, startComponent, type TestComponent } from './component.ts'
import { type Admission, askForTicket, Operator, PlainOperator, type Visit, Visitor } from './people/index.ts'
import { type ProsodyOptions, startProsody, type TestProsody } from './prosody.ts'

export const SUPPORT = 'support@support.localhost'
export const SALES = 'sales@support.localhost'

export const PASSWORD = 'secret'

export type Name = 'anna' | 'ben' | 'carol'

export interface Stage {
  readonly prosody: TestProsody
  readonly component: TestComponent
  /** Signed in with a XEP-0142 client, not yet on duty. */
  operator(name: Name): Promise<Operator>
  plainOperator(name: Name): Promise<PlainOperator>
  /** A ticket from Parlor's web server, then straight to the XMPP server, as behind nginx. */
  visitor(visit?: Visit): Promise<Visitor>
  /** The same through Parlor's web server, as with `npm start`. */
  visitorThroughParlor(visit?: Visit): Promise<Visitor>
  /** The visitor in a new session, by token. */
  again(visitor: Visitor): Promise<Visitor>
  /** Between two tests: all cases end, everybody leaves, nobody is on duty any more. */
  clear(): Promise<void>
  end(): Promise<void>
}

export async function setStage(
  options: { readonly component?: ComponentOptions; readonly prosody?: ProsodyOptions } = {},
): Promise<Stage> {
  const prosody = await startProsody(options.prosody)
  for (const name of ['anna', 'ben', 'carol']) prosody.addUser(name, PASSWORD)
  const component = await startComponent(prosody, options.component).catch(async (error: unknown) => {
    await prosody.stop()
    throw error
  })
  const people: { readonly connection: { stop(): Promise<void> } }[] = []
  const keep = <T extends { readonly connection: { stop(): Promise<void> } }>(person: T): T => {
    people.push(person)
    return person
  }
  const account = (username: string) => ({
    ...{ websocket: prosody.websocket, domain: prosody.domain },
    ...{ username, password: PASSWORD },
  })
  const clear = async () => {
    const leaving = people.splice(0)
    // Who has no case any more is told so; that is no failure here.
    const visitors = leaving.filter((person) => person instanceof Visitor)
    await Promise.all(visitors.map((visitor) => leave(visitor).catch(() => {})))
    await Promise.all(leaving.map((person) => person.connection.stop()))
  }
  return {
    prosody,
    component,
    operator: async (name) => keep(await Operator.signIn(account(name))),
    plainOperator: async (name) => keep(await PlainOperator.signIn(account(name))),
    visitor: async (visit) => keep(await straight(prosody, component, visit)),
    visitorThroughParlor: async (visit) => keep(await Visitor.arrive(component.url, visit)),
    again: async (visitor) => keep(await visitor.returns()),
    clear,
    async end() {
      await clear()
      await component.end()
      await prosody.stop()
    },
  }
}

async function leave(visitor: Visitor): Promise<void> {
  await visitor.depart()
  await visitor.ended({ within: 10_000 })
}

async function straight(prosody: TestProsody, component: TestComponent, visit: Visit = {}): Promise<Visitor> {
  const response = await askForTicket(component.url, visit)
  if (!response.ok) throw new Error(`no ticket: ${response.status} ${await response.text()}`)
  const { ticket, workgroup, domain } = (await response.json()) as Admission
  return Visitor.bare({ websocket: prosody.websocket, domain, workgroup, ticket })
}
