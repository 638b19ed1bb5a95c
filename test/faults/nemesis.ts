/** What can go wrong, each for a while and then healed. */
import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Stage } from '../support/stage.ts'
import { between, type Chance, shuffled } from './chance.ts'
import type { Recorder } from './history.ts'
import type { Network } from './network.ts'

export interface World {
  readonly stage: Stage
  readonly network: Network
  readonly recorder: Recorder
  /** Names of the visitors, who are cut off with the network and with the server. */
  readonly visitors: readonly string[]
  readonly draw: Chance
}

interface Fault {
  /** Are the visitors cut off meanwhile? */
  readonly cuts: boolean
  /** Range of its length, ms. */
  readonly lasts: readonly [number, number]
  readonly begin: (world: World) => unknown
  readonly heal: (world: World) => unknown
}

/** The store's disk is full, in effect: the kernel lets the component write no file beyond its first byte. */
const limitFiles = ({ stage }: World, limit: string): void => {
  execFileSync('prlimit', ['--pid', String(stage.component.pid), `--fsize=${limit}`])
}

const FAULTS = {
  'kill component': {
    cuts: false,
    lasts: [200, 1_500],
    begin: ({ stage }) => stage.component.kill(),
    heal: ({ stage }) => stage.component.restart(),
  },
  'kill server': {
    cuts: true,
    lasts: [200, 1_500],
    begin: ({ stage }) => stage.prosody.kill(),
    heal: ({ stage }) => stage.prosody.restart(),
  },
  'stop component': {
    cuts: false,
    lasts: [1_000, 5_000],
    begin: ({ stage }) => process.kill(stage.component.pid, 'SIGSTOP'),
    heal: ({ stage }) => process.kill(stage.component.pid, 'SIGCONT'),
  },
  'stop server': {
    cuts: true,
    lasts: [1_000, 14_000],
    begin: ({ stage }) => stage.prosody.pause(),
    heal: ({ stage }) => stage.prosody.resume(),
  },
  'restart server': {
    cuts: true,
    lasts: [0, 1],
    begin: ({ stage }) => stage.prosody.restart(),
    heal: () => {},
  },
  'restart component': {
    cuts: false,
    lasts: [0, 1],
    begin: ({ stage }) => stage.component.restart(),
    heal: () => {},
  },
  'cut connections': { cuts: true, lasts: [0, 1], begin: ({ network }) => network.cut(), heal: () => {} },
  'dead network': {
    cuts: true,
    lasts: [11_000, 13_000],
    begin: ({ network }) => network.silence(),
    heal: ({ network }) => network.flow(),
  },
  'store not writable': {
    cuts: false,
    lasts: [1_000, 3_000],
    begin: (world) => limitFiles(world, '1:'),
    heal: (world) => limitFiles(world, 'unlimited:'),
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof FAULTS

/** Both kills and a dead network first; what else there is comes in longer runs. */
const ALWAYS: readonly FaultName[] = ['kill component', 'kill server', 'store not writable', 'dead network']

/** Endless: first the ones above in some order, then any. */
export function* plan(draw: Chance): Generator<FaultName> {
  yield* shuffled(draw, ALWAYS)
  for (;;) yield* shuffled(draw, Object.keys(FAULTS) as FaultName[])
}

/** Does it, waits, and heals it, whatever happens in between. */
export async function strike(world: World, what: FaultName): Promise<void> {
  const { cuts, lasts, begin, heal } = FAULTS[what] as Fault
  const { recorder, visitors } = world
  const everybody = (is: 'cut' | 'restored') => cuts && visitors.map((who) => recorder.add(is, { who }))
  recorder.add('fault', { what })
  everybody('cut')
  try {
    await begin(world)
    await pause(between(world.draw, ...lasts))
  } finally {
    await heal(world)
    everybody('restored')
    recorder.add('healed', { what })
  }
}
