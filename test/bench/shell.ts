/**
 * What the whole component keeps for a visitor who waits and for a chat, and what is left when it is over. Against a server
 * that agrees to everything (`support/agreeable-server.ts`), so that fifty thousand chats take minutes: the process is the
 * real one, with its store, and its heap is weighed after the garbage has gone.
 */
import { setTimeout as pause } from 'node:timers/promises'
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
/** What the engine learns goes on growing until about here. */
const SETTLED = 10_000
const WEIGH_EVERY = 5_000
/** Weighings at each end. What the engine keeps for itself comes and goes, up to a megabyte: the least of them counts. */
const WEIGHINGS = 3
/** Chats at once on the way through: so many that the link's rests after each gulp are not what takes the time. */
const AT_ONCE = 500
/** Used tickets are remembered until they expire: with five minutes for each that would be half of the fifty thousand. */
const TICKET_LIFE = 5_000

/** By heap snapshots nothing but machine code, some 15 for each; a chat that stayed would be thousands. */
const LEFT = 64
/** Weighed twice, so far apart, it is lighter by less than this part: nothing is on its way any more. */
const STEADY_MS = 3_000
const STEADY = 0.01
/** For each step of the way, ms. */
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
  const waiting = await settled(inspector)

  people.onDuty(OPERATORS, SEATS)
  await people.until(() => people.talking === MANY, 'all to talk', LIMIT)
  const talking = await settled(inspector)

  const before = people.finished
  for (const visitor of people.inChats()) people.leave(visitor)
  await people.until(() => people.finished === before + MANY, 'all to be finished', LIMIT)
  const left = await leftOfEach(people, inspector)
  const bytes = (what: string, value: number, atMost: number): Figure => ({ what, value, unit: 'B', atMost })
  return [
    bytes('component: memory for each waiting visitor', (waiting - empty) / MANY, 4_096),
    bytes('component: memory for each chat', (talking - empty) / MANY, 8_192),
    bytes(`component: left of each chat, of those from ${SETTLED} to ${CHATS}`, left, LEFT),
  ]
}

/** What is on its way (invitations, answers, what others are told) goes within seconds and is not kept for a chat. */
async function settled(inspector: Inspector): Promise<number> {
  for (let last = await inspector.kept(); ; ) {
    await pause(STEADY_MS)
    const now = await inspector.kept()
    if (now > last * (1 - STEADY)) return now
    last = now
  }
}

/** How much heavier the component is for each chat that has come and gone. */
async function leftOfEach(people: AgreeablePeople, inspector: Inspector): Promise<number> {
  const weights: number[] = []
  for (let chats = SETTLED; chats <= CHATS; chats += WEIGH_EVERY) {
    await through(people, chats - people.finished)
    weights.push(await inspector.kept())
  }
  const [first, last] = [weights.slice(0, WEIGHINGS), weights.slice(-WEIGHINGS)]
  const between = CHATS - SETTLED - (WEIGHINGS - 1) * WEIGH_EVERY
  return Math.max(0, Math.min(...last) - Math.min(...first)) / between
}

/** So many chats from the first word to the last. */
async function through(people: AgreeablePeople, count: number): Promise<void> {
  const end = people.finished + count
  let started = people.finished
  people.onTalk = (visitor) => people.leave(visitor)
  const { ticketLife } = people
  people.ticketLife = TICKET_LIFE
  await people.until(
    () => {
      for (; started < end && started - people.finished < AT_ONCE; started += 1) people.join()
      return people.finished >= end
    },
    'the chats to go through',
    LIMIT,
  )
  people.onTalk = () => {}
  people.ticketLife = ticketLife
}
