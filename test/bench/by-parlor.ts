/** The other way to a chat: Parlor's own component, on the demo's configuration with many seats. */
import { startComponent, type TestComponent } from '../support/component.ts'
import { type Admission, askForTicket, type Operator, Visitor } from '../support/people/index.ts'
import type { TestProsody } from '../support/prosody.ts'
import { type Opened, type OpenOptions, signIn, type Way, WORKGROUP } from './chats.ts'
import { saysYes } from './says-yes.ts'

/** One person serves all chats of a measurement. */
const manySeats = (demo: string): string => demo.replace('{ name: Anna }', '{ name: Anna, seats: 100 }')

export class ByParlor implements Way {
  private constructor(
    readonly component: TestComponent,
    readonly operator: Operator,
    private readonly server: TestProsody,
    private readonly thinks: number,
  ) {}

  /** `thinks`: how long the operator looks at an offer, ms. That time is theirs and not counted. */
  static async start(server: TestProsody, { thinks }: { readonly thinks: number }): Promise<ByParlor> {
    const component = await startComponent(server, { yaml: manySeats })
    const operator = await signIn(server)
    await operator.onDuty(WORKGROUP, { maxChats: 100 })
    await operator.queue(WORKGROUP)
    return new ByParlor(component, operator, server, thinks)
  }

  async open({ ready, thinks = this.thinks }: OpenOptions = {}): Promise<Opened> {
    const { ticket, domain } = (await (await askForTicket(this.component.url)).json()) as Admission
    const { websocket } = this.server
    const visitor = await Visitor.bare({ websocket, domain, workgroup: WORKGROUP, ticket })
    await ready?.()
    const since = this.operator.connection.stanzas.mark()
    const yes = saysYes(this.operator, since, thinks)
    const start = performance.now()
    const both = Promise.all([visitor.invited(), this.operator.invited({ since })])
    const joined = visitor.join()
    const [{ room }] = await both
    const took = performance.now() - start - yes.thought()
    const { id } = await joined
    await yes.done
    return { visitor, room, took, end: () => this.#end(visitor, id) }
  }

  async #end(visitor: Visitor, id: string): Promise<void> {
    const archived = this.component.logs(new RegExp(`"case":"${id}".*archived`))
    await this.operator.close(WORKGROUP, id)
    await archived
    await visitor.stop()
  }

  async stop(): Promise<void> {
    await this.operator.stop()
    await this.component.end()
  }
}
