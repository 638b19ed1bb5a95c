/**
 * One visitor who sends fifty messages a second, among many who send one: how long the others wait for their own message to
 * come back from the room. The floor is the same crowd without that one.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { attribute, type LightClient } from '../support/light.ts'
import type { TestProsody } from '../support/prosody.ts'
import { type RawPeer, rawComponent } from '../support/raw.ts'
import { makeRoom } from '../support/room.ts'
import { guests } from './crowd/people.ts'
import type { Figure } from './table.ts'

const VISITORS = Number(process.env.PARLOR_FLOOD_VISITORS ?? 500)
/** Quiet and loud by turns: what else the machine does only ever adds, so the best of each counts. */
const ROUNDS = 3
const SECONDS = 8
const FLOOD_EACH = 20 // ms: fifty a second

interface Talker {
  readonly client: LightClient
  readonly room: string
}

export async function flood(server: TestProsody): Promise<Figure[]> {
  const desk = await rawComponent(server.componentPort, 'support.localhost', server.componentSecret)
  const talkers: Talker[] = []
  for (const { client } of await guests(server, VISITORS + ROUNDS)) talkers.push(await inside(desk, client))
  const calm = talkers.slice(ROUNDS)
  // The first seconds warm the server.
  await latencies(calm, 3)
  const quiet: number[][] = []
  const loud: number[][] = []
  let refused = 0
  for (const wild of talkers.slice(0, ROUNDS)) {
    quiet.push(await latencies(calm, SECONDS))
    const stop = floods(wild)
    loud.push(await latencies(calm, SECONDS))
    refused += stop()
  }
  for (const { client } of talkers) void client.close()
  await desk.close()
  const best = (rounds: readonly number[][], part: number) =>
    Math.min(...rounds.map((values) => at(values, part)))
  const figure = (part: number) => ({ floor: best(quiet, part), value: best(loud, part), unit: 'ms' })
  return [
    { what: `a message comes back, ${VISITORS} visitors, p50`, ...figure(0.5) },
    { what: 'the same, p95, beside one who sends fifty a second', ...figure(0.95), atMost: 1.5 },
    { what: 'messages of that one that were refused, a round', value: refused / ROUNDS, unit: '' },
  ]
}

const at = (values: readonly number[], part: number): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * part)] ?? Number.NaN

/** In a room of its own. */
async function inside(desk: RawPeer, client: LightClient): Promise<Talker> {
  const room = `${randomBytes(16).toString('hex')}@rooms.localhost`
  await makeRoom(desk, room, [client.jid])
  const entered = new Promise<void>((resolve) => {
    client.onStanza = (xml) => xml.startsWith('<presence') && xml.includes("'110'") && resolve()
  })
  client.send(`<presence to='${room}/Mia'><x xmlns='http://jabber.org/protocol/muc'/></presence>`)
  await entered
  return { client, room }
}

const say = ({ client, room }: Talker, id: string): void =>
  client.send(
    `<message type='groupchat' id='${id}' to='${room}'><body>How long does it take?</body></message>`,
  )

/** What has not come back by then is as late as this, ms. */
const LATE = 30_000
let phase = 0

/**
 * Each one message a second, spread over it; ms from saying to hearing. Ends when all have come back: a queue that a slow machine
 * has made is not the next one's.
 */
async function latencies(talkers: readonly Talker[], seconds: number): Promise<number[]> {
  phase += 1
  const name = `m${phase}`
  const took: number[] = []
  const one = async (talker: Talker, index: number) => {
    const sent = new Map<string, number>()
    talker.client.onStanza = (xml) => {
      const id = xml.startsWith('<message') ? attribute(xml, 'id') : undefined
      const since = id === undefined ? undefined : sent.get(id)
      if (since !== undefined && id !== undefined && sent.delete(id)) took.push(performance.now() - since)
    }
    await pause((index / talkers.length) * 1_000)
    for (let count = 0; count < seconds; count += 1) {
      const id = `${name}-${count}`
      sent.set(id, performance.now())
      say(talker, id)
      await pause(1_000)
    }
    const patience = performance.now() + LATE
    while (sent.size > 0 && performance.now() < patience) await pause(100)
    for (const _ of sent) took.push(LATE)
  }
  await Promise.all(talkers.map(one))
  return took
}

/** Says how many of them came back as errors when it is stopped. */
function floods(talker: Talker): () => number {
  let refused = 0
  talker.client.onStanza = (xml) => {
    if (xml.startsWith('<message') && attribute(xml, 'type') === 'error') refused += 1
  }
  let count = 0
  const timer = setInterval(() => {
    count += 1
    say(talker, `f${count}`)
  }, FLOOD_EACH)
  return () => {
    clearInterval(timer)
    return refused
  }
}
