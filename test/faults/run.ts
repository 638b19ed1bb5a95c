/**
 * One run: visitors and operators talk while the nemesis is at work; then everything is healed, the visitors finish what they
 * have begun, and what happened is handed to the checker.
 */
import { Board } from './board.ts'
import { chance } from './chance.ts'
import { Databases } from './databases.ts'
import { type History, Recorder } from './history.ts'
import { type FaultName, plan, strike, type World } from './nemesis.ts'
import { TalkingOperator } from './operator.ts'
import { type Ends, ending, inTime, pause } from './patience.ts'
import { type Scene, type StoreKind, setScene } from './scene.ts'
import { type Doorway, TalkingVisitor } from './visitor.ts'

export interface RunOptions {
  readonly seed: number
  readonly store: StoreKind
  readonly visitors: number
  /** These come in any case. */
  readonly always: readonly FaultName[]
  /** Others begin until then. */
  readonly seconds: number
}

export interface Run {
  readonly history: History
  readonly faults: readonly FaultName[]
  /** What this machine did not allow, in words. */
  readonly lacks: string | undefined
  /** The logs, for a run that failed. */
  readonly log: { readonly component: readonly string[]; readonly server: readonly string[] }
}

const NAMES = { anna: 'Anna', ben: 'Ben', carol: 'Carol' }
const OPERATORS = Object.keys(NAMES)
const jidOf = (name: string): string => `${name}@localhost`

const SEATS = 4

/** Seconds. */
const TIMES = { ringFor: 3, operatorGrace: 3, leaveGrace: 3, visitorGrace: 15, askAgainAfter: 2 }

/** How long a deadline may be, ms: by a clock that was set back a second lasts up to a ninth longer. */
const LIMITS = {
  ring: TIMES.ringFor,
  owner: Math.max(TIMES.operatorGrace, TIMES.leaveGrace),
  guest: Math.max(TIMES.operatorGrace, TIMES.leaveGrace),
  visitor: TIMES.visitorGrace,
}
const limits = Object.fromEntries(
  Object.entries(LIMITS).map(([what, seconds]) => [what, Math.ceil((seconds * 10_000) / 9)]),
)

/** For what must come by itself, ms; a ceiling, for machines that are slow. */
const PATIENCE = 90_000

/** So much is said before anything breaks, and so much said and asked for at least in all. */
const AT_STAKE = { first: 6, all: 30, deeds: ['transfer', 'close', 'reload'] }

/** Between two faults, ms, and how many words are heard to have arrived meanwhile, unless it takes too long. */
const REST = { least: 1_000, words: 4, most: 8_000 }

const hurried = (demo: string): string =>
  demo.replaceAll(
    '    routing:',
    `    seats: ${SEATS}\n${Object.entries(TIMES)
      .map(([name, seconds]) => `    ${name}: ${seconds} s\n`)
      .join(
        '',
      )}    missedOffers: 0\n    otherwise: { nobody: wait, waited: wait, declined: wait }\n    routing:`,
  )

export const run = (options: RunOptions): Promise<Run> => ending((ends) => play(options, ends))

async function play({ seed, store, visitors: many, always, seconds }: RunOptions, ends: Ends): Promise<Run> {
  const draw = chance(seed)
  const own = () => chance(Math.floor(draw() * 2 ** 32))
  const recorder = new Recorder()
  const scene = await setScene({ store, operators: OPERATORS, yaml: hurried })
  ends.add('the scene', () => scene.end())
  const watch = watchMachine()
  ends.add('the watch', watch.end)
  const databases = new Databases(scene.prosody, scene.ledger, recorder)
  ends.add('the databases', () => databases.close())
  const doorway = await inTime('the way in', doorwayOf(scene), PATIENCE)
  const board = new Board(OPERATORS.map(jidOf))
  const operators = OPERATORS.map((name) => {
    const character = { name, isSupervisor: name === 'carol', websocket: doorway.websocket }
    const operator = new TalkingOperator(character, board, recorder, own())
    ends.add(name, () => operator.end())
    return operator
  })
  await until(() => operators.every(({ isOnline }) => isOnline))
  const visitors = Array.from({ length: many }, (_, n) => {
    const visitor = new TalkingVisitor(`V${n + 1}`, doorway, recorder, own())
    ends.add(visitor.name, () => visitor.end())
    return visitor
  })
  const confirmed = () => recorder.facts.filter(({ is }) => is === 'sent').length
  await until(() => confirmed() >= AT_STAKE.first)
  const world: World = { scene, recorder, draw, visitors: visitors.map(({ name }) => name) }
  const faults = await trouble(world, plan(draw, store, always), always.length, seconds)
  const tried = (deed: string) =>
    recorder.facts.some((fact) => fact.is === 'did' && fact.what.startsWith(deed))
  await until(() => confirmed() >= AT_STAKE.all && AT_STAKE.deeds.every(tried))
  await settle(visitors, operators, databases)
  const archives = Object.assign({}, ...operators.map((one) => one.archives))
  const screens = [...visitors, ...operators].flatMap((person) => person.screens)
  const stored = await inTime('to read the databases', databases.end(), PATIENCE)
  const outcome = { ...stored, archives, screens }
  const seats = Object.fromEntries(operators.map(({ jid }) => [jid, SEATS]))
  const names = Object.fromEntries(Object.entries(NAMES).map(([name, nick]) => [jidOf(name), nick]))
  const log = { component: scene.component.log, server: scene.prosody.log }
  const history = { facts: recorder.facts, outcome, seats, names, limits, late: watch.end() }
  return { history, faults, lacks: scene.lacks, log }
}

/** Visitors ask the web server for a ticket, and reach the server past the component, as behind nginx. */
async function doorwayOf({ component: { url }, clients: { port } }: Scene): Promise<Doorway> {
  const answer = await fetch(`${url}/api/look?site=demo&workgroup=support`)
  const near = `127.0.0.1:${port}`
  return {
    http: url,
    ...{ websocket: `ws://${near}/xmpp-websocket`, bosh: `http://${near}/http-bind` },
    look: (await answer.json()) as Doorway['look'],
  }
}

async function trouble(
  world: World,
  faults: Iterable<FaultName>,
  least: number,
  seconds: number,
): Promise<FaultName[]> {
  const until = Date.now() + seconds * 1_000
  const done: FaultName[] = []
  for (const what of faults) {
    if (done.length >= least && Date.now() > until) break
    await rest(world.recorder)
    await inTime(what, strike(world, what), 2 * PATIENCE)
    done.push(what)
  }
  return done
}

/** Chats go on before the next fault comes, however slow the machine is. */
async function rest({ facts }: Recorder): Promise<void> {
  const before = facts.length
  await pause(REST.least)
  await until(() => facts.slice(before).filter(({ is }) => is === 'sent').length >= REST.words, REST.most)
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
  const read = Promise.all(operators.map((operator) => operator.readArchives()))
  await inTime('to read the archives', read, PATIENCE)
  for (const visitor of visitors) visitor.leave()
  await until(async () => (await databases.open()) === 0)
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
async function until(done: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<void> {
  const late = Date.now() + patience
  const left = () => late - Date.now()
  const look = () => inTime('', Promise.resolve(done()), left()).catch(() => false)
  while (left() > 0 && !(await look())) await pause(100)
}
