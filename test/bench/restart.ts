/**
 * The component is killed (SIGKILL) with 5 000 who wait and 1 000 chats, and started again. They have come by the component's
 * own door, through real requests, offers and rooms; the server is one that agrees to everything
 * (`support/agreeable-server.ts`), so the time is the component's alone, and everybody is still there: visitors do not bounce
 * the roll call, rooms show Desk who is in them, operators say again that they are on duty. (Those who are gone are graced,
 * which `server/restart.test.ts` proves on a real one.)
 *
 * Right is what the component says itself: each visitor's place when asked, each operator's load as colleagues are told it,
 * and which chats each operator is invited into again.
 */
import { pino } from 'pino'
import { storeOn } from '../../component/src/store/open.ts'
import { openSqlite } from '../../component/src/store/sqlite.ts'
import { AgreeablePeople, deskOf, ticketKeyOf, WORKGROUP } from '../support/agreeable-people.ts'
import { agreeableServer } from '../support/agreeable-server.ts'
import { startComponent, type TestComponent } from '../support/component.ts'
import { type Figure, quarter } from './table.ts'

const OPERATORS = 100
const SEATS = 10
const CHATS = OPERATORS * SEATS
const WAITING = 5_000
const LIMIT = 200_000
const READS = 5

export async function restart(): Promise<Figure[]> {
  const server = await agreeableServer()
  const component = await startComponent(server, { yaml: deskOf(OPERATORS, SEATS) })
  try {
    const people = new AgreeablePeople(server, await ticketKeyOf(component))
    await fill(people)
    const before = await picture(people)
    const started = performance.now()
    people.owners.clear()
    await component.kill()
    await component.restart()
    const ready = performance.now() - started
    await people.until(() => people.owners.size === CHATS, 'all chats to be picked up', LIMIT)
    const after = await picture(people)
    const right = performance.now() - started
    await component.stop()
    const floor = await bare(component)
    const size = `${WAITING} waiting, ${CHATS} chats`
    return [
      {
        what: `restart with ${size}: in a wrong place`,
        value: differing(byOrder(people), after.places),
        unit: '',
        atMost: 0,
      },
      {
        what: '... chats with another owner',
        value: differing(before.owners, after.owners),
        unit: '',
        atMost: 0,
      },
      {
        what: '... operators with another load',
        value: differing(before.loads, after.loads),
        unit: '',
        atMost: 0,
      },
      { what: '... until ready, against reading the same bare', floor, value: ready, unit: 'ms' },
      { what: '... until everybody has asked and heard', floor, value: right, unit: 'ms' },
    ]
  } finally {
    await component.end()
    await server.close()
  }
}

/** Chats first, until every seat is taken; then those who wait. */
async function fill(people: AgreeablePeople): Promise<void> {
  people.onDuty(OPERATORS, SEATS)
  for (let count = 0; count < CHATS; count += 1) people.join()
  await people.until(() => people.talking === CHATS, 'all chats', LIMIT)
  for (let count = 0; count < WAITING; count += 1) people.join()
  await people.until(() => people.admitted === CHATS + WAITING, 'all to wait', LIMIT)
}

interface Picture {
  readonly places: ReadonlyMap<string, unknown>
  readonly owners: ReadonlyMap<string, unknown>
  readonly loads: ReadonlyMap<string, unknown>
}

/** Everything the component says about everybody. */
async function picture(people: AgreeablePeople): Promise<Picture> {
  people.places.clear()
  people.loads.clear()
  const waiting = people.order.slice(CHATS)
  for (const visitor of waiting) people.askPlace(visitor)
  // Nobody is told about themselves: it takes two to hear of all.
  for (const index of [0, 1]) people.askColleagues(index)
  await people.until(
    () => people.places.size === WAITING && people.loads.size === OPERATORS,
    'an answer to everybody',
    LIMIT,
  )
  const { places, owners, loads } = people
  return { places: new Map(places), owners: new Map(owners), loads: new Map(loads) }
}

/** The place of everybody who waits, by when they were admitted. */
const byOrder = ({ order }: AgreeablePeople): ReadonlyMap<string, unknown> =>
  new Map(order.slice(CHATS).map((visitor, index) => [visitor, index]))

const differing = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): number =>
  [...before].filter(([key, value]) => after.get(key) !== value).length +
  Math.max(0, after.size - before.size)

/** Milliseconds to read what a start reads. */
async function bare({ database }: TestComponent): Promise<number> {
  const took: number[] = []
  for (let read = 0; read < READS; read += 1) {
    const from = performance.now()
    const store = storeOn(openSqlite(database, pino({ level: 'silent' })))
    const live = await store.liveCases(WORKGROUP)
    took.push(performance.now() - from)
    await store.close()
    if (live.length !== CHATS + WAITING) throw new Error(`the store has ${live.length} live cases`)
  }
  return quarter(took)
}
