/**
 * What the whole component keeps for a visitor who waits and for a chat, and what is left when it is over. Against a server
 * that agrees to everything (`support/agreeable-server.ts`), so that fifty thousand chats take minutes: the process is the
 * real one, with its store, and its heap is weighed after the garbage has gone.
 */
import { freePorts } from '../../prosody/launch.mjs'
import { AgreeablePeople, deskOf, ticketKeyOf } from '../support/agreeable-people.ts'
import { agreeableServer } from '../support/agreeable-server.ts'
import { startComponent } from '../support/component.ts'
import { Inspector } from '../support/inspector.ts'
import type { Figure } from './table.ts'

const OPERATORS = 50
const SEATS = 100
const MANY = OPERATORS * SEATS
/** Until the machine code that comes of it is made, and every statement prepared. */
const WARM_UP = 2_000
const CHATS = 50_000
/** Chats at once on the way through. */
const AT_ONCE = 50
/** Used tickets are remembered until they expire: with five minutes for each that would be half of the fifty thousand. */
const TICKET_LIFE = 20_000
/** On a slow machine fewer chats than these must do, ms. */
const PATIENCE = 150_000

/** Tickets of the last seconds, and what the engine has learnt meanwhile; a chat that stayed would be thousands. */
const LEFT = 64
const LIMIT = 200_000

export async function shell(): Promise<Figure[]> {
  const server = await agreeableServer()
  const [port = 0] = await freePorts(1)
  const component = await startComponent(server, {
    yaml: deskOf(OPERATORS, SEATS),
    env: Inspector.env(port),
  })
  let inspector: Inspector | undefined
  try {
    const people = new AgreeablePeople(server, await ticketKeyOf(component))
    inspector = await Inspector.open(port)
    return await weigh(people, inspector)
  } finally {
    // A process does not end while somebody looks into it.
    inspector?.close()
    await component.end()
    await server.close()
  }
}

async function weigh(people: AgreeablePeople, inspector: Inspector): Promise<Figure[]> {
  people.onDuty(OPERATORS, SEATS)
  await through(people, WARM_UP)
  const empty = await inspector.kept()

  people.onDuty(OPERATORS, 0)
  const admitted = people.admitted
  for (let count = 0; count < MANY; count += 1) people.join()
  await people.until(() => people.admitted === admitted + MANY, 'all to wait', LIMIT)
  const waiting = await inspector.kept()

  people.onDuty(OPERATORS, SEATS)
  await people.until(() => people.talking === MANY, 'all to talk', LIMIT)
  const talking = await inspector.kept()

  const before = people.finished
  for (const visitor of people.inChats()) people.leave(visitor)
  await people.until(() => people.finished === before + MANY, 'all to be finished', LIMIT)
  const chats = MANY + (await through(people, CHATS - MANY))
  const left = await inspector.kept()
  const bytes = (what: string, value: number, atMost: number): Figure => ({ what, value, unit: 'B', atMost })
  return [
    bytes('component: memory for each waiting visitor', (waiting - empty) / MANY, 4_096),
    bytes('component: memory for each chat', (talking - empty) / MANY, 8_192),
    bytes(`component: left of each of ${chats} finished chats`, Math.max(0, left - empty) / chats, LEFT),
  ]
}

/** So many chats from the first word to the last, or as many as there is time for; how many it were. */
async function through(people: AgreeablePeople, count: number): Promise<number> {
  const end = people.finished + count
  const late = performance.now() + PATIENCE
  let started = people.finished
  let last = end
  people.onTalk = (visitor) => people.leave(visitor)
  const { ticketLife } = people
  people.ticketLife = TICKET_LIFE
  const first = people.finished
  await people.until(
    () => {
      if (performance.now() > late) last = Math.min(last, started)
      for (; started < last && started - people.finished < AT_ONCE; started += 1) people.join()
      return people.finished >= last
    },
    'the chats to go through',
    PATIENCE + LIMIT,
  )
  people.onTalk = () => {}
  people.ticketLife = ticketLife
  return last - first
}
