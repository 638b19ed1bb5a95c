/** Parlor's component from its start to its end. */
import { ConfigError, loadConfig, watchConfig } from './config/load.ts'
import { systemClock } from './effects/clock.ts'
import { openLog } from './effects/log.ts'
import { openPlaces } from './effects/places.ts'
import { StreamRefused } from './effects/stream-errors.ts'
import { ListenError, serveHttp } from './http/serve.ts'
import { openOffice } from './office/open-office.ts'
import { webViews } from './office/web-views.ts'
import { StoreError } from './store/errors.ts'
import { openStore } from './store/open.ts'
import { RoomsUnfit } from './workgroup/rooms/probe-room.ts'

/** Resolves when it is ready; ends the process when it cannot be, and when it is told to stop. */
export const run = (path: string): Promise<void> => start(path).catch(fail)

async function start(path: string): Promise<void> {
  const config = loadConfig(path)
  const log = openLog(config.log.level)
  const store = await openStore(config.store, { log })
  const desk = await openOffice({
    config,
    store,
    log,
    clock: systemClock,
    debug: process.env.PARLOR_DEBUG === 'xmpp',
  })
  const { office } = desk
  const places = openPlaces(log)
  await places.follow(config.places)
  const http = await serveHttp({
    config: () => office.config,
    workgroups: webViews(office),
    ticketKey: office.ticketKey,
    places,
    clock: systemClock,
    log,
  })
  await desk.start()
  log.info({ url: config.http.url, component: config.xmpp.component }, 'ready')

  const unwatch = watchConfig(path, (news) => {
    if ('error' in news)
      log.error({ mistakes: news.error.message }, 'the configuration stays as it was: the file has mistakes')
    else {
      void desk.reload(news.config)
      void places.follow(news.config.places)
    }
  })
  onSignal(async () => {
    unwatch()
    places.stop()
    await http.close()
    await desk.stop()
    await store.close()
  })
}

/** The first signal stops cleanly; a second one does not wait. */
function onSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      stop().then(() => process.exit(0), fail)
    })
  }
}

/** Mistakes somebody can mend have a name and one clear line; everything else shows where it came from. */
const NAMED = [ConfigError, StoreError, ListenError, StreamRefused, RoomsUnfit]

function fail(error: unknown): never {
  const isNamed = NAMED.some((kind) => error instanceof kind)
  const words =
    error instanceof Error ? (isNamed ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`parlor: ${words}\n`)
  process.exit(1)
}
