/**
 * What a visitor and a chat cost does not depend on how many there are (B4), by counting instead of timing: against
 * a server that agrees to everything, with the real component. The figures are in `npm run bench -- memory arrivals`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts } from '../../prosody/launch.mjs'
import { AgreeablePeople, deskOf, ticketKeyOf } from '../support/agreeable-people.ts'
import { type AgreeableServer, agreeableServer } from '../support/agreeable-server.ts'
import { startComponent, type TestComponent } from '../support/component.ts'
import { Inspector } from '../support/inspector.ts'

const OPERATORS = 2
const SEATS = 50
const PATIENCE = 240_000
const WAITING = 100
/** The stream's own pings are told by the clock, too. */
const MARGIN = 0.5

let server: AgreeableServer
let component: TestComponent
let people: AgreeablePeople
let inspector: Inspector

beforeAll(async () => {
  server = await agreeableServer()
  const [port = 0] = await freePorts(1)
  component = await startComponent(server, { yaml: deskOf(OPERATORS, SEATS), env: Inspector.env(port) })
  people = new AgreeablePeople(server, await ticketKeyOf(component))
  people.onDuty(OPERATORS, SEATS)
  inspector = await Inspector.open(port)
})
afterAll(async () => {
  inspector?.close()
  await component?.end()
  await server?.close()
})

/** What the component sends for a chat from the first word to the last; news for everybody are told by the clock. */
async function through(chats: number, atOnce: number): Promise<number> {
  const end = people.finished + chats
  const sent = server.addressed
  let started = people.finished
  people.onTalk = (visitor) => people.leave(visitor)
  await people.until(
    () => {
      for (; started < end && started - people.finished < atOnce; started += 1) people.join()
      return people.finished === end
    },
    `${chats} chats`,
    PATIENCE,
  )
  people.onTalk = () => {}
  return (server.addressed - sent) / chats
}

test('B4: a chat takes as many stanzas with 100 waiting as with nobody, and leaves nothing in memory', {
  timeout: 2 * PATIENCE,
}, async () => {
  await through(100, 20)
  const alone = await through(50, 5)
  const kept = await inspector.kept()
  const often = await through(300, 50)
  expect(often).toBeLessThan(alone + MARGIN)
  // A chat weighs some thousand bytes while it is there; what stays is what the engine learns on the way.
  expect((await inspector.kept()) - kept).toBeLessThan(300 * 4_096)

  people.onDuty(OPERATORS, 0)
  const admitted = people.admitted + WAITING
  for (let count = 0; count < WAITING; count += 1) people.join()
  await people.until(() => people.admitted === admitted, 'all to wait', PATIENCE)
  const sent = server.addressed
  const finished = people.finished
  people.onTalk = (visitor) => people.leave(visitor)
  people.onDuty(OPERATORS, 1)
  await people.until(() => people.finished === finished + WAITING, 'all to be served', PATIENCE)
  expect((server.addressed - sent) / WAITING).toBeLessThan(alone + MARGIN)
})
