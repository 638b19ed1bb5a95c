/** One rush after another: everybody arrives within a second, and somebody is there for each. By Parlor, or by hand. */
import { setTimeout as pause } from 'node:timers/promises'
import { type ServerAddress, startComponent } from '../../support/component.ts'
import { type Admission, askForTicket } from '../../support/people/index.ts'
import { startProsody, type TestProsody } from '../../support/prosody.ts'
import { cpuSeconds } from '../cpu.ts'
import { HandMade } from './by-hand.ts'
import { Echo } from './echo.ts'
import { accounts, arrive, type Guest, guests, nameOf, type Worker, work, workers } from './people.ts'
import { type Tap, tap } from './tap.ts'

export interface Size {
  /** In each rush. */
  readonly visitors: number
  readonly operators: number
  /** Of each operator, free when a rush begins. */
  readonly seats: number
  readonly rushes: number
}

export interface Rush {
  /** From the first wish to the last invitation, ms. */
  readonly took: number
  readonly guests: readonly Guest[]
  /** Rooms that operators were invited into. */
  readonly rooms: number
  /** Of the server, of the component (none by hand), and of the echo of what it sent, s. */
  readonly serverCpu: number
  readonly componentCpu: number
  readonly echoCpu: number
  /** The stanzas that the component sent meanwhile, and those that came to it. */
  readonly sent: readonly string[]
  readonly heard: readonly string[]
}

/** A server, whoever brings people together there, and a crowd that nobody sends away: its chats go on. */
export interface Stage {
  rush(): Promise<Rush>
  stop(): Promise<void>
}

/** All wishes are sent within this, ms. */
const WITHIN = 1_000
const STEP = 10
const LOOK = 50
/** Nothing goes between component and server for this long: everybody is on duty, and knows it. */
const QUIET = 1_500
const PATIENCE = 180_000

export interface Desk {
  readonly pid: number | undefined
  /** One that nobody has used. */
  ticket(): string | undefined
  stop(): Promise<void>
}

/** Nobody goes into their room: it is not taken for a loss. */
const NOBODY_ENTERS = 'operatorGrace: 10 min\n    visitorGrace: 10 min'

const yamlFor = (size: Crowd) => (demo: string) =>
  demo
    .replace(
      /limits: .*/,
      'limits: { requestsPerMinute: 100000, visitsPerMinute: 100000, connections: 10000, openRequests: 100000 }',
    )
    .replace(/operators:\n( {2}.*\n)+/, `operators:\n${staff(size)}`)
    .replaceAll('operators: [anna, ben, carol]', `operators: [${names(size).join(', ')}]`)
    .replace(
      'routing: [ring-all]',
      `routing: [least-busy]\n    maxQueue: 10000\n    ringFor: 5 min\n    ${NOBODY_ENTERS}`,
    )

const names = ({ operators }: Crowd): string[] =>
  Array.from({ length: operators }, (_, index) => nameOf(index))
const staff = (size: Crowd): string =>
  names(size)
    .map((name) => `  ${name}@\${PARLOR_DOMAIN}: { name: Operator, seats: ${size.seats} }\n`)
    .join('')

/** All who come, and all seats there are. */
export type Crowd = Pick<Size, 'visitors' | 'operators' | 'seats'>

/** The component on the demo's configuration for so many, and a ticket for each visitor. */
export async function parlor(
  server: ServerAddress,
  size: Crowd,
  env: Record<string, string> = {},
): Promise<Desk> {
  const component = await startComponent(server, { yaml: yamlFor(size), env })
  const tickets: string[] = []
  for (let index = 0; index < size.visitors; index += 1) {
    const { ticket } = (await (await askForTicket(component.url)).json()) as Admission
    tickets.push(ticket)
  }
  return { pid: component.pid, ticket: () => tickets.pop(), stop: () => component.end() }
}

async function byHand(server: TestProsody): Promise<Desk> {
  const made = await HandMade.start(server.componentPort, server.componentSecret)
  return { pid: undefined, ticket: () => undefined, stop: async () => made.close() }
}

/** `env`: of the component, for profiles. */
export async function stage(
  how: 'parlor' | 'by-hand',
  size: Size,
  env: Record<string, string> = {},
): Promise<Stage> {
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const server = await startProsody({ env: { PARLOR_C2S_RATE: '100mb/s' } })
    undo.push(() => server.stop())
    const line = await tap(server.componentPort)
    undo.push(() => line.close())
    const echo = await Echo.start()
    undo.push(() => echo.stop())
    accounts(server, size.operators)
    const staff = await workers(server, size.operators)
    const clients = staff.map(({ client }) => client)
    undo.push(() => Promise.all(clients.map((client) => client.close())))
    const through = { ...server, componentPort: line.port }
    const all = { ...size, visitors: size.visitors * size.rushes, seats: size.seats * size.rushes }
    const desk = how === 'parlor' ? await parlor(through, all, env) : await byHand(through)
    undo.push(() => desk.stop())
    let seats = 0
    const rush = async () => {
      const visitors = await guests(server, size.visitors)
      clients.push(...visitors.map(({ client }) => client))
      seats += size.seats
      return measure({ server, line, desk, echo }, { visitors, staff, seats })
    }
    return { rush, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Present {
  readonly visitors: readonly Guest[]
  readonly staff: readonly Worker[]
  /** Of each, with those that are taken. */
  readonly seats: number
}

interface Setting {
  readonly server: TestProsody
  readonly line: Tap
  readonly desk: Desk
  readonly echo: Echo
}

async function measure({ server, line, desk, echo }: Setting, present: Present): Promise<Rush> {
  const { visitors, staff, seats } = present
  for (const worker of staff) work(worker, seats)
  await line.quiet(QUIET)
  line.clear((data) => echo.hear(data))
  const cpu = () => ({
    server: cpuSeconds(server.pid),
    desk: desk.pid ? cpuSeconds(desk.pid) : 0,
    echo: echo.cpu,
  })
  const before = cpu()
  const first = performance.now()
  await everybody(visitors, staff, desk)
  const last = Math.max(...[...visitors, ...staff].map(({ invitedAt }) => invitedAt))
  const [sent, heard] = [line.sent(), line.heard()]
  line.clear()
  await echo.sentBack(sent.length)
  const after = cpu()
  const rooms = new Set(staff.flatMap((worker) => [...worker.rooms])).size
  return {
    took: last - first,
    guests: visitors,
    rooms,
    serverCpu: after.server - before.server,
    componentCpu: after.desk - before.desk,
    echoCpu: after.echo - before.echo,
    sent,
    heard,
  }
}

/** Sends all wishes, evenly over the second; resolves when both sides of each chat have been invited, or it was refused. */
async function everybody(visitors: readonly Guest[], staff: readonly Worker[], desk: Desk): Promise<void> {
  const open = () => {
    const refused = visitors.filter(({ error }) => error !== undefined).length
    const invited = visitors.filter(({ invitedAt }) => invitedAt > 0).length
    const rooms = staff.reduce((sum, worker) => sum + worker.rooms.size, 0)
    return visitors.length - refused - Math.min(invited, rooms)
  }
  const start = performance.now()
  for (let next = 0; next < visitors.length; ) {
    const share = (performance.now() - start + STEP) / WITHIN
    const due = Math.min(visitors.length, Math.ceil(share * visitors.length))
    for (; next < due; next += 1) {
      const guest = visitors[next]
      if (guest) arrive(guest, desk.ticket())
    }
    await pause(STEP)
  }
  // Looked at now and then: the moments themselves were noted as they came.
  while (open() > 0) {
    if (performance.now() - start > PATIENCE)
      throw new Error(`${open()} of ${visitors.length} visitors were not served within ${PATIENCE} ms`)
    await pause(LOOK)
  }
}
