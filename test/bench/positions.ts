/**
 * How often visitors who wait hear their place while the queue never rests: on a real server, with somebody leaving from
 * its head and somebody joining at its end all the time, so that every event changes every place.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { LightClient } from '../support/light.ts'
import { startProsody } from '../support/prosody.ts'
import {
  accounts,
  arrive,
  type Guest,
  guests,
  WORKGROUP,
  type Worker,
  work,
  workers,
} from './crowd/people.ts'
import { parlor } from './crowd/rush.ts'
import type { Figure } from './table.ts'

const WAITING = 150
const CHANGES = 200
const EVERY = 150 // ms; a departure and an arrival each
/** XEP-0142 § User Status Update, urn:parlor:1 §2. */
const WINDOW = 5_000
const PATIENCE = 60_000

/** When each of them heard their place. */
type Heard = Map<Guest, number[]>

export async function positions(): Promise<Figure[]> {
  const size = { visitors: WAITING + CHANGES, operators: 1, seats: 1 }
  const server = await startProsody({ env: { PARLOR_C2S_RATE: '100mb/s' } })
  const clients: LightClient[] = []
  try {
    accounts(server, size.operators)
    const staff = await workers(server, size.operators)
    const visitors = await guests(server, size.visitors)
    clients.push(...[...visitors, ...staff].map(({ client }) => client))
    const desk = await parlor(server, size)
    // On duty, and all seats taken.
    await Promise.all(staff.map(onDuty))
    try {
      return figures(await busyQueue(visitors, desk.ticket))
    } finally {
      await desk.stop()
    }
  } finally {
    await Promise.all(clients.map((client) => client.close()))
    await server.stop()
  }
}

/** Resolves when the workgroup has greeted them. */
function onDuty(worker: Worker): Promise<void> {
  work(worker, 0)
  const { client } = worker
  const { onStanza } = client
  return new Promise((resolve) => {
    client.onStanza = (xml) => {
      if (xml.includes('<notify-agents')) resolve()
      onStanza(xml)
    }
  })
}

async function busyQueue(visitors: readonly Guest[], ticket: () => string | undefined): Promise<Heard> {
  const heard: Heard = new Map()
  const join = (index: number) => {
    const guest = visitors[index]
    if (!guest) return
    const times: number[] = []
    heard.set(guest, times)
    arrive(guest, ticket())
    const { onStanza } = guest.client
    guest.client.onStanza = (xml) => {
      if (xml.includes('<queue-status')) times.push(performance.now())
      onStanza(xml)
    }
  }
  for (let index = 0; index < WAITING; index += 1) join(index)
  await told(heard, 0)
  for (let change = 0; change < CHANGES; change += 1) {
    await pause(EVERY)
    visitors[change]?.client.send(
      `<iq type='set' id='d' to='${WORKGROUP}'><depart-queue xmlns='http://jabber.org/protocol/workgroup'/></iq>`,
    )
    join(WAITING + change)
  }
  await told(heard, CHANGES)
  const refused = visitors.find(({ error }) => error !== undefined)?.error
  if (refused !== undefined) throw new Error(`a visitor was refused: ${refused}`)
  return heard
}

/** Resolves when all from this one on have heard their place, or far too late. */
async function told(heard: Heard, from: number): Promise<void> {
  const late = performance.now() + PATIENCE
  const isSo = () => [...heard.values()].slice(from).every(({ length }) => length > 0)
  while (!isSo() && performance.now() < late) await pause(EVERY)
}

/**
 * Updates in five seconds, on the way from the first to the last: the moments are those of hearing, and one update may lose
 * to the next under way. That no two are sent within five seconds is proved by `queue-status.test.ts`.
 */
const rate = (updates: readonly number[]): number =>
  updates.length < 2 ? 0 : ((updates.length - 1) * WINDOW) / ((updates.at(-1) ?? 0) - (updates[0] ?? 0))

function figures(heard: Heard): Figure[] {
  const all = [...heard.values()]
  const updates = all.map((times) => times.slice(1))
  const count = updates.reduce((sum, times) => sum + times.length, 0)
  const silent = all.slice(CHANGES).filter(({ length }) => length === 0).length
  return [
    {
      what: 'place in a busy queue: updates to one visitor in 5 s, at most',
      value: Math.max(...updates.filter(({ length }) => length > 2).map(rate)),
      unit: '',
      atMost: 1.1,
    },
    { what: '... told nothing at all', value: silent, unit: '', atMost: 0 },
    {
      what: '... updates for each event and visitor',
      value: count / (CHANGES * 2 * WAITING),
      unit: '',
      atMost: 0.1,
    },
  ]
}
