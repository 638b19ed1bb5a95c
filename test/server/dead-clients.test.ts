/** Clients that are dead while presence says that they are there: nobody waits for them (R10). */
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Network, startNetwork } from '../faults/network.ts'
import { onDuty } from '../support/chat.ts'
import { Operator } from '../support/people/index.ts'
import { PASSWORD, SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage
let network: Network

beforeAll(async () => {
  stage = await setStage()
  network = await startNetwork({ to: () => Number(new URL(stage.prosody.websocket).port) })
})
afterEach(async () => {
  network.flow()
  await stage.clear()
})
afterAll(async () => {
  await network?.end()
  await stage?.end()
})

/** Their line goes through a network that can go silent. */
function fragile(username: string) {
  const websocket = stage.prosody.websocket.replace(/:\d+/, `:${network.port}`)
  return { domain: stage.prosody.domain, username, password: PASSWORD, websocket }
}

async function desk(username: string): Promise<Operator> {
  const operator = await Operator.signIn(fragile(username))
  onTestFinished(() => operator.stop())
  return operator
}

/** Seconds until the living one is asked for each of so many visitors, one after the other. */
async function waits(living: Operator, workgroup: 'support' | 'sales', many: number): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < many; n += 1) {
    const mia = await stage.visitor({ workgroup })
    const since = performance.now()
    const { id } = await mia.join({ name: 'Mia' })
    await living.accept(await living.offer(id))
    took.push((performance.now() - since) / 1000)
    await mia.depart()
    await living.ended({ caseId: id })
  }
  return took
}

test.each([
  ['least-busy', 'sales', SALES],
  ['ring-all', 'support', SUPPORT],
] as const)(
  'R10: two of three operators are dead, and nobody pays for it (%s)',
  async (_, workgroup, jid) => {
    const [ben, carol, anna] = await Promise.all([desk('ben'), desk('carol'), onDuty(stage, 'anna', jid)])
    await Promise.all([ben.onDuty(jid), carol.onDuty(jid)])
    await Promise.all([ben.queue(jid), carol.queue(jid)])
    network.silence()
    const [longest = 0, ...others] = (await waits(anna, workgroup, 5)).toSorted((a, b) => b - a)
    expect(longest).toBeLessThan(5)
    for (const wait of others) expect(wait).toBeLessThan(1.5)
  },
)
