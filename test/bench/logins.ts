/**
 * What three hundred sign-ins leave behind in the server and in the component, and what eight requests weigh there that are
 * nearly as heavy as one may be: thirty parameters full of characters that need escaping.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Visitor } from '../support/people/index.ts'
import type { TestProsody } from '../support/prosody.ts'
import { rawClient } from '../support/raw.ts'
import { ByParlor } from './by-parlor.ts'
import { PASSWORD } from './chats.ts'
import { resident } from './resident.ts'
import type { Figure } from './table.ts'

const LOGINS = 300
const AT_ONCE = 10
const HEAVY = 8
const params = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`p${n}`, '<&"\''.repeat(150)]))
/** Memory is given back some seconds later. */
const QUIET_MS = 5_000

export async function logins(server: TestProsody): Promise<Figure[]> {
  const way = await ByParlor.start(server, { thinks: 0 })
  const weigh = async () => {
    await pause(QUIET_MS)
    return { server: resident(server.pid), component: resident(way.component.pid) }
  }
  await signIns(server, AT_ONCE)
  const before = await weigh()
  await signIns(server, LOGINS)
  const after = await weigh()
  // They ring at nobody: each waits, with all it has.
  await way.operator.onDuty('support@support.localhost', { maxChats: 0 })
  const heavy = await Promise.all(
    Array.from({ length: HEAVY }, () => Visitor.arrive(way.component.url, { params })),
  )
  for (const visitor of heavy) await visitor.join()
  const loaded = await weigh()
  for (const visitor of heavy) await visitor.stop()
  await way.stop()
  const figure = (what: string, value: number, atMost: number): Figure => ({
    what,
    value,
    unit: 'MB',
    atMost,
  })
  return [
    figure(`Prosody: left by ${LOGINS} sign-ins`, after.server - before.server, 20),
    figure(`component: left by ${LOGINS} sign-ins`, after.component - before.component, 10),
    figure(`Prosody: for ${HEAVY} heavy requests that wait`, loaded.server - after.server, 20),
    figure(`component: for ${HEAVY} heavy requests that wait`, loaded.component - after.component, 20),
  ]
}

/** Half of them visitors, half an operator; each from an address of its own, and gone at once. */
async function signIns(server: TestProsody, count: number): Promise<void> {
  const one = async (n: number) => {
    const address = `198.51.100.${n % 250}`
    const peer =
      n % 2 === 0
        ? await rawClient(server.websocket, 'visitors.localhost', undefined, address)
        : await rawClient(server.websocket, 'localhost', { name: 'anna', password: PASSWORD }, address)
    await peer.close()
  }
  for (let from = 0; from < count; from += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => one(from + n)))
}
