/** All groups of figures, and the table they end in. */
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { accepts } from './accepts.ts'
import { flows, openings } from './against-floor.ts'
import { archive } from './archive.ts'
import { arrivals } from './arrivals.ts'
import { PASSWORD } from './chats.ts'
import { core } from './core.ts'
import { dead } from './dead.ts'
import { desk } from './desk.ts'
import { flood } from './flood.ts'
import { idle } from './idle.ts'
import { logins } from './logins.ts'
import { memory } from './memory.ts'
import { positions } from './positions.ts'
import { restart } from './restart.ts'
import { shell } from './shell.ts'
import { sizes } from './sizes.ts'
import { start } from './start.ts'
import { store } from './store.ts'
import { type Figure, isOver, table } from './table.ts'
import { widget } from './widget.ts'

/** With the server's limits for one visitor out of the way: here one person writes like hundreds. */
async function withServer(measure: (server: TestProsody) => Promise<Figure[]>): Promise<Figure[]> {
  const server = await startProsody({
    env: { PARLOR_VISITOR_RATE: '1000000', PARLOR_C2S_RATE: '100mb/s' },
  })
  try {
    server.addUser('anna', PASSWORD)
    return await measure(server)
  } finally {
    await server.stop()
  }
}

/** With the limits as they are shipped. */
async function withLimits(measure: (server: TestProsody) => Promise<Figure[]>): Promise<Figure[]> {
  const server = await startProsody()
  try {
    server.addUser('anna', PASSWORD)
    return await measure(server)
  } finally {
    await server.stop()
  }
}

const groups: Readonly<Record<string, () => Promise<Figure[]>>> = {
  opening: () => withServer(openings),
  messages: () => withServer(flows),
  sizes: async () => sizes(),
  memory: async () => [...(await withServer(memory)), ...(await shell())],
  start,
  core: async () => core(),
  store,
  arrivals,
  restart,
  positions,
  accepts: () => withServer(accepts),
  flood: () => withLimits(flood),
  logins: () => withLimits(logins),
  dead,
  idle,
  archive,
  desk,
  widget,
}

/** Measures what is named, else everything; the exit code. */
export async function bench(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in groups))
  if (unknown.length > 0) {
    process.stderr.write(
      `bench: there is no ${unknown.join(', ')}; there is ${Object.keys(groups).join(', ')}\n`,
    )
    return 2
  }
  const figures: Figure[] = []
  let failed = false
  for (const [name, measure] of Object.entries(groups)) {
    if (names.length > 0 && !names.includes(name)) continue
    process.stderr.write(`measuring ${name} ...\n`)
    try {
      figures.push(...(await measure()))
    } catch (error) {
      failed = true
      process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.stack : error}\n`)
    }
  }
  process.stdout.write(`\n${table(figures)}\n`)
  return failed || figures.some(isOver) ? 1 : 0
}
