/** Server, component and store of one run, with everything between them that can be broken. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startComponent, type TestComponent } from '../support/component.ts'
import { startPostgres } from '../support/postgres.ts'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { PASSWORD } from '../support/stage.ts'
import { type Cable, layCable, NoCable } from './cable.ts'
import { type Ledger, postgresLedger, sqliteLedger, unbreakable } from './ledger.ts'
import { type Network, startNetwork } from './network.ts'
import { Ends } from './patience.ts'

export type StoreKind = 'sqlite' | 'postgres'

export interface SceneOptions {
  readonly store: StoreKind
  readonly operators: readonly string[]
  readonly yaml: (demo: string) => string
}

export interface Scene {
  readonly prosody: TestProsody
  readonly component: TestComponent
  readonly ledger: Ledger
  /** Between clients and server. */
  readonly clients: Network
  /** Between component and server. */
  readonly link: Network
  /** The same, below TCP. */
  readonly cable: Pick<Cable, 'pull' | 'plug'>
  readonly store: StoreSwitch
  /** Moves the component's wall clock away from the true one, ms. */
  setClock(offset: number): void
  /** What this machine did not allow, in words. */
  readonly lacks: string | undefined
  end(): Promise<void>
}

/** What can be done to a store from outside. */
export interface StoreSwitch {
  refuseWrites(): unknown
  takeWrites(): unknown
  /** It answers nothing, and goes on later. A file cannot do that. */
  freeze(): unknown
  thaw(): unknown
  restart(): unknown
}

interface OpenStore extends StoreSwitch {
  /** For the configuration; nothing: the demo's own file. */
  readonly address: string | undefined
  ledger(component: TestComponent): Promise<Ledger>
  end(): Promise<unknown>
}

const CLOCK = fileURLToPath(new URL('clock.mjs', import.meta.url))
const nothing = (): void => {}

export async function setScene({ store: kind, operators, yaml }: SceneOptions): Promise<Scene> {
  const ends = new Ends()
  try {
    const prosody = await startProsody({ env: { PARLOR_VISITOR_RATE: '20' } })
    ends.add('the server', () => prosody.stop())
    for (const name of operators) prosody.addUser(name, PASSWORD)
    const { cable, lacks } = cableIfAllowed()
    if (cable) ends.add('the cable', () => cable.end())
    const clients = await startNetwork({ to: () => prosody.httpPort })
    ends.add('the network', () => clients.end())
    const link = await startNetwork({
      to: () => prosody.componentPort,
      ...(cable && { host: cable.here }),
    })
    ends.add('the link', () => link.end())
    const clock = clockIn(mkdtempSync(join(tmpdir(), 'parlor-faults-')))
    ends.add('the clock', clock.end)
    const store = await openStores[kind](() => component.pid)
    ends.add('the store', () => store.end())
    const component: TestComponent = await startComponent(
      { ...prosody, componentPort: link.port },
      {
        yaml: (demo) => addressed(yaml(demo), cable?.here, store.address),
        env: { PARLOR_TEST_CLOCK: clock.file },
        command: [...(cable?.command ?? []), process.execPath, '--import', CLOCK],
        ...(cable && { host: cable.there }),
      },
    )
    ends.add('the component', () => component.end())
    const ledger = await store.ledger(component)
    return {
      ...{ prosody, component, ledger, clients, link, store, lacks },
      end: () => ends.all(),
      cable: cable ?? { pull: link.silence, plug: link.goOn },
      setClock(offset) {
        clock.set(offset)
        process.kill(component.pid, 'SIGUSR2')
      },
    }
  } catch (error) {
    return ends.after(error)
  }
}

/** Without the right to a network of its own the proxy alone breaks the component's link. */
function cableIfAllowed(): { readonly cable?: Cable; readonly lacks: string | undefined } {
  try {
    return { cable: layCable(), lacks: undefined }
  } catch (error) {
    if (!(error instanceof NoCable)) throw error
    return { lacks: `no network namespace for the component, a proxy stands in (${error.message})` }
  }
}

const addressed = (yaml: string, host: string | undefined, store: string | undefined): string => {
  const linked = host === undefined ? yaml : yaml.replace('host: 127.0.0.1', `host: ${host}`)
  const [file = ''] = /sqlite: .*/.exec(linked) ?? []
  return store === undefined ? linked : linked.replace(file, `postgres: ${store}`)
}

function clockIn(folder: string) {
  const file = join(folder, 'clock')
  const set = (offset: number) => writeFileSync(file, String(offset))
  set(0)
  return { file, set, end: () => rmSync(folder, { recursive: true, force: true }) }
}

type OpenStores = { readonly [K in StoreKind]: (component: () => number) => Promise<OpenStore> }

const openStores: OpenStores = { sqlite: sqliteStore, postgres: postgresStore }

async function sqliteStore(component: () => number): Promise<OpenStore> {
  /** The disk is full, in effect: the kernel lets the component write no file beyond its first byte. */
  const limitFiles = (limit: string) =>
    execFileSync('prlimit', ['--pid', String(component()), `--fsize=${limit}`])
  return {
    address: undefined,
    ledger: async ({ database }) => sqliteLedger(database),
    refuseWrites: () => limitFiles('1:'),
    takeWrites: () => limitFiles('unlimited:'),
    ...{ freeze: nothing, thaw: nothing, restart: nothing },
    end: async () => {},
  }
}

async function postgresStore(): Promise<OpenStore> {
  const server = await startPostgres()
  const address = server.database()
  // Ours may write whatever the server's default is.
  const pool = new pg.Pool({
    ...{ connectionString: address, max: 1 },
    options: '-c default_transaction_read_only=off',
  })
  unbreakable(pool)
  const readOnly = async (value: 'on' | 'off') => {
    await pool.query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`)
    await pool.query('SELECT pg_reload_conf()')
  }
  let ledger: Ledger | undefined
  return {
    address,
    async ledger() {
      ledger = await postgresLedger(address)
      return ledger
    },
    refuseWrites: () => readOnly('on'),
    takeWrites: () => readOnly('off'),
    freeze: server.pause,
    thaw: server.resume,
    async restart() {
      await server.halt()
      await server.start()
    },
    async end() {
      await pool.end()
      await server.stop()
    },
  }
}
