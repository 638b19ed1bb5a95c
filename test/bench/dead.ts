/** How long a visitor waits until somebody who is alive is asked, while others only seem to be there (R10). */
import { startNetwork } from '../faults/network.ts'
import { Operator } from '../support/people/index.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'
import { type Figure, median } from './table.ts'

const STRATEGIES = ['ring-all', 'least-busy', 'round-robin'] as const
const DEAD = [
  ['1 of 2', ['ben']],
  ['2 of 3', ['ben', 'carol']],
] as const
const VISITORS = 10
/** With everybody alive. */
const BEFORE = 5

export async function dead(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const strategy of STRATEGIES)
    for (const [how, names] of DEAD) figures.push(...(await waitsWith(strategy, how, names)))
  return figures
}

async function waitsWith(strategy: string, how: string, names: readonly string[]): Promise<Figure[]> {
  const yaml = (demo: string) => demo.replaceAll(/ {4}routing: .*/g, `    routing: [${strategy}]`)
  const stage = await setStage({ component: { yaml } })
  const port = Number(new URL(stage.prosody.websocket).port)
  const network = await startNetwork({ to: () => port })
  const websocket = stage.prosody.websocket.replace(`:${port}`, `:${network.port}`)
  const fragile = await Promise.all(
    names.map((username) =>
      Operator.signIn({ domain: stage.prosody.domain, username, password: PASSWORD, websocket }),
    ),
  )
  try {
    const anna = await stage.operator('anna')
    for (const operator of [anna, ...fragile]) {
      await operator.onDuty(SUPPORT)
      await operator.queue(SUPPORT)
    }
    const alive = await waits(stage, [anna, ...fragile], BEFORE)
    network.silence()
    const [first = Number.NaN, ...others] = await waits(stage, [anna], VISITORS)
    const what = `${strategy}, ${how} dead: until somebody alive is asked`
    return [
      { what: `${what}, the first visitor`, value: first, floor: median(alive), unit: 'ms' },
      { what: `${what}, the first visitor`, value: first / 1000, unit: 's', atMost: 5 },
      {
        what: `${what}, the following ones, above all alive`,
        value: median(others) - median(alive),
        unit: 'ms',
        atMost: 200,
      },
    ]
  } finally {
    network.flow()
    for (const operator of fragile) operator.connection.cut()
    await network.end()
    await stage.end()
  }
}

/** ms, one visitor after the other; whoever of these is asked first accepts. */
async function waits(stage: Stage, staff: readonly Operator[], many: number): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < many; n += 1) {
    const mia = await stage.visitor()
    const since = performance.now()
    const { id } = await mia.join({ name: 'Mia' })
    const asked = staff.map((operator) => operator.offer(id).then((offer) => ({ operator, offer })))
    for (const each of asked) each.catch(() => {})
    const { operator, offer } = await Promise.race(asked)
    took.push(performance.now() - since)
    await operator.accept(offer)
    await mia.depart()
    await operator.ended({ caseId: id })
  }
  return took
}
