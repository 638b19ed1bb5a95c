/** What can go wrong, each for a while and then healed. */
import { setTimeout as pause } from 'node:timers/promises'
import { between, type Chance, deck, shuffled } from './chance.ts'
import type { Recorder } from './history.ts'
import type { Scene, StoreKind } from './scene.ts'

export interface World {
  readonly scene: Scene
  readonly recorder: Recorder
  /** Names of the visitors, who are cut off with the network and with the server. */
  readonly visitors: readonly string[]
  readonly draw: Chance
}

interface Fault {
  /** Are the visitors cut off meanwhile? */
  readonly cuts?: true
  /** With this store only. */
  readonly store?: StoreKind
  /** Range of its length, ms; without one it is over at once. */
  readonly lasts?: readonly [number, number]
  readonly begin: (world: World) => unknown
  readonly heal?: (world: World) => unknown
}

const HOUR = 3_600_000

const FAULTS = {
  'kill component': {
    lasts: [200, 1_500],
    begin: ({ scene }) => scene.component.kill(),
    heal: ({ scene }) => scene.component.restart(),
  },
  'kill server': {
    cuts: true,
    lasts: [200, 1_500],
    begin: ({ scene }) => scene.prosody.kill(),
    heal: ({ scene }) => scene.prosody.restart(),
  },
  'stop component': {
    lasts: [1_000, 5_000],
    begin: ({ scene }) => process.kill(scene.component.pid, 'SIGSTOP'),
    heal: ({ scene }) => process.kill(scene.component.pid, 'SIGCONT'),
  },
  'stop server': {
    cuts: true,
    lasts: [1_000, 14_000],
    begin: ({ scene }) => scene.prosody.pause(),
    heal: ({ scene }) => scene.prosody.resume(),
  },
  'restart server': { cuts: true, begin: ({ scene }) => scene.prosody.restart() },
  'restart component': { begin: ({ scene }) => scene.component.restart() },
  'cut connections': { cuts: true, begin: ({ scene }) => scene.clients.cut() },
  'dead network': {
    cuts: true,
    lasts: [11_000, 13_000],
    begin: ({ scene }) => scene.clients.silence(),
    heal: ({ scene }) => scene.clients.flow(),
  },
  'cut link': { begin: ({ scene }) => scene.link.cut() },
  /** What was sent before and meanwhile is lost. */
  'dead link': {
    lasts: [1_000, 4_000],
    begin: ({ scene }) => scene.link.silence(),
    heal: ({ scene }) => scene.link.flow(),
  },
  /** What was sent meanwhile comes late, all at once. */
  'cable pulled': {
    lasts: [2_000, 5_000],
    begin: ({ scene }) => scene.cable.pull(),
    heal: ({ scene }) => scene.cable.plug(),
  },
  'store not writable': {
    lasts: [1_000, 3_000],
    begin: ({ scene }) => scene.store.refuseWrites(),
    heal: ({ scene }) => scene.store.takeWrites(),
  },
  'stop store': {
    store: 'postgres',
    lasts: [1_000, 5_000],
    begin: ({ scene }) => scene.store.freeze(),
    heal: ({ scene }) => scene.store.thaw(),
  },
  'restart store': { store: 'postgres', begin: ({ scene }) => scene.store.restart() },
  /** It stays there: what comes later, a restart too, comes by the wrong clock. */
  'set clock': {
    begin: ({ scene, draw }) => scene.setClock(between(draw, -2 * HOUR, 2 * HOUR)),
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof FAULTS

const namesFor = (kind: StoreKind): FaultName[] =>
  (Object.entries(FAULTS) as [FaultName, Fault][]).flatMap(([name, { store }]) =>
    store === undefined || store === kind ? [name] : [],
  )

/** Endless: first those that come in any case, in some order, then any. */
export function* plan(draw: Chance, kind: StoreKind, always: readonly FaultName[]): Generator<FaultName> {
  yield* shuffled(draw, always)
  yield* deck(draw, namesFor(kind))
}

/** Does it, waits, and heals it, whatever happens in between. */
export async function strike(world: World, what: FaultName): Promise<void> {
  const { cuts, lasts = [0, 1], begin, heal } = FAULTS[what] as Fault
  const { recorder, visitors } = world
  const everybody = (is: 'cut' | 'restored') => cuts && visitors.map((who) => recorder.add(is, { who }))
  recorder.add('fault', { what })
  everybody('cut')
  try {
    await begin(world)
    await pause(between(world.draw, ...lasts))
  } finally {
    await heal?.(world)
    everybody('restored')
    recorder.add('healed', { what })
  }
}
