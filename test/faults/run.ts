/**
 * One run: visitors and operators talk while the nemesis is at work; then everything is healed, the visitors finish what they
 * have begun, and what happened is handed to the checker.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Stage, setStage } from '../support/stage.ts'
import { chance } from './chance.ts'
import { Databases } from './databases.ts'
import { type History, Recorder } from './history.ts'
import { type FaultName, plan, strike, type World } from './nemesis.ts'
import { type Network, startNetwork } from './network.ts'
import { TalkingOperator } from './operator.ts'
import { type Doorway, TalkingVisitor } from './visitor.ts'

export interface RunOptions {
  readonly seed: number
  readonly visitors: number
  /** Faults begin until then; the first four come in any case. */
  readonly seconds: number
}

export interface Run {
  readonly history: History
  readonly faults: readonly FaultName[]
  /** The component's log, for a run that failed. */
  readonly log: readonly string[]
}

const OPERATORS = ['anna', 'ben', 'carol'] as const
const SEATS = 2
const LEAST = 4

/** For what must come by itself, ms; a ceiling, for machines that are slow. */
const PATIENCE = 90_000
/** So much is said before anything breaks, and so much at least in all. */
const AT_STAKE = { first: 6, all: 21 }

const hurried = (demo: string): string =>
  demo.replace(
    '    routing:',
    `    seats: ${SEATS}\n    ringFor: 3 s\n    operatorGrace: 3 s\n    visitorGrace: 15 s\n    leaveGrace: 3 s\n` +
      '    otherwise: { nobody: wait, waited: wait, declined: wait }\n    routing:',
  )

export async function run({ seed, visitors: many, seconds }: RunOptions): Promise<Run> {
  const draw = chance(seed)
  const watch = watchMachine()
  const recorder = new Recorder()
  const env = { PARLOR_VISITOR_RATE: '20' }
  const stage = await setStage({ component: { yaml: hurried }, prosody: { env } })
  const network = await startNetwork(stage.prosody.httpPort)
  const doorway = await doorwayOf(stage, network)
  const databases = new Databases(stage, recorder)
  const own = () => chance(Math.floor(draw() * 2 ** 32))
  const operators = OPERATORS.map((name) => new TalkingOperator(name, doorway.websocket, recorder, own()))
  await pause(500)
  const visitors = Array.from(
    { length: many },
    (_, n) => new TalkingVisitor(`V${n + 1}`, doorway, recorder, own()),
  )
  try {
    const confirmed = () => recorder.facts.filter(({ is }) => is === 'sent').length
    await until(() => confirmed() >= AT_STAKE.first)
    const world: World = { stage, network, recorder, draw, visitors: visitors.map(({ name }) => name) }
    const faults = await trouble(world, seconds)
    await until(() => confirmed() >= AT_STAKE.all)
    await settle(visitors, operators, databases)
    const archives = Object.assign({}, ...operators.map((one) => one.archives))
    const screens = [...visitors, ...operators].flatMap((person) => person.screens)
    const seats = Object.fromEntries(operators.map(({ jid }) => [jid, SEATS]))
    const outcome = { ...databases.end(), archives, screens }
    const history = { facts: recorder.facts, outcome, seats, late: watch.end() }
    return { history, faults, log: stage.component.log }
  } finally {
    watch.end()
    for (const visitor of visitors) visitor.end()
    await Promise.all(operators.map((operator) => operator.end()))
    await network.end()
    await stage.end()
  }
}

/** Visitors ask the web server for a ticket, and reach the server past the component, as behind nginx. */
async function doorwayOf({ component: { url } }: Stage, { port }: Network): Promise<Doorway> {
  const answer = await fetch(`${url}/api/look?site=demo&workgroup=support`)
  const near = `127.0.0.1:${port}`
  return {
    http: url,
    ...{ websocket: `ws://${near}/xmpp-websocket`, bosh: `http://${near}/http-bind` },
    look: (await answer.json()) as Doorway['look'],
  }
}

async function trouble(world: World, seconds: number): Promise<FaultName[]> {
  const until = Date.now() + seconds * 1_000
  const done: FaultName[] = []
  for (const what of plan(world.draw)) {
    if (done.length >= LEAST && Date.now() > until) break
    await pause(2_000)
    await strike(world, what)
    done.push(what)
  }
  return done
}

/** Everybody is in a chat again and finishes: what was said is stored, the archives are read, visitors leave, cases end. */
async function settle(
  visitors: readonly TalkingVisitor[],
  operators: readonly TalkingOperator[],
  databases: Databases,
): Promise<void> {
  for (const visitor of visitors) visitor.beginNoMore()
  for (const operator of operators) operator.restNoMore()
  await until(() => [...visitors, ...operators].every((person) => person.isQuiet))
  await Promise.all(operators.map((operator) => operator.readArchives()))
  for (const visitor of visitors) visitor.leave()
  await until(() => databases.open() === 0)
}

/** How late this machine is: a timer of ours that comes late tells how late those of the others may come. */
function watchMachine(): { end(): number } {
  const [every, chain] = [100, 3] // a promise is kept by several processes, one after the other
  let [last, worst] = [performance.now(), 0]
  const timer = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last - every)
    last = now
  }, every)
  return {
    end() {
      clearInterval(timer)
      return Math.ceil(chain * worst)
    },
  }
}

/** What does not come in time is for the checker to name. */
async function until(done: () => boolean): Promise<void> {
  for (const late = Date.now() + PATIENCE; !done() && Date.now() < late; ) await pause(100)
}
