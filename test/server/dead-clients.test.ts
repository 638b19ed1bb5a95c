/** Clients that are dead, and people who are not there, while presence says that they are: nobody waits for them (R10). */
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Network, startNetwork } from '../faults/network.ts'
import { onDuty } from '../support/chat.ts'
import { el, NS, Operator, PlainOperator } from '../support/people/index.ts'
import { PASSWORD, SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage
let network: Network

beforeAll(async () => {
  const short = '    ringFor: 4 s\n    askAgainAfter: 1 s\n    routing:'
  stage = await setStage({ component: { yaml: (demo) => demo.replaceAll('    routing:', short) } })
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

test('R10: two older clients of an operator are dead, the third is alive and has a lower priority: it rings there at once', async () => {
  for (const priority of ['5', '7']) {
    const dead = await PlainOperator.signIn(fragile('ben'))
    onTestFinished(() => dead.stop())
    if (priority === '5') await dead.add(SUPPORT)
    await dead.connection.send(el('presence', {}, el('priority', {}, priority)))
    await dead.asks(SUPPORT, 'status', /^You are available/)
  }
  network.silence()
  const alive = await stage.plainOperator('ben')
  for (const name of ['Mia', 'Zoe']) {
    const visitor = await stage.visitor()
    const since = performance.now()
    await visitor.join({ name })
    await alive.hears(SUPPORT, new RegExp(`^${name} is waiting`))
    await alive.tells(SUPPORT, 'take')
    await visitor.invited()
    expect(performance.now() - since).toBeLessThan(5_000)
    await alive.asks(SUPPORT, `close ${name}`, /^Closed/)
  }
})

test('R10: whoever misses two requests in a row is off duty and reads why, also after a restart, until one word or click ends it', async () => {
  const [anna, ben] = await Promise.all([onDuty(stage, 'anna'), stage.plainOperator('ben')])
  await ben.add(SUPPORT)
  const told = (what: 'off-duty' | 'on-duty', since: number) =>
    anna.connection.stanzas.until((one) => one.getChild(what, NS.parlor) !== undefined, what, { since })
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia' })
  await anna.offer(id)
  await ben.hears(SUPPORT, /Mia is waiting/)
  await ben.hears(SUPPORT, /You have missed 2 requests in a row.*"on"/, { within: 30_000 })
  expect((await told('off-duty', 0)).getChild('off-duty', NS.parlor)?.attrs.missed).toBe('2')
  expect(await mia.ended({ within: 30_000 })).toBe('nobody-on-duty')
  await stage.component.kill()
  const since = ben.connection.stanzas.mark()
  const sinceAnna = anna.connection.stanzas.mark()
  await stage.component.restart()
  await anna.onDuty(SUPPORT)
  await ben.hears(SUPPORT, /You have missed 2 requests/, { since })
  await told('off-duty', sinceAnna)
  await expect((await stage.visitor()).join()).rejects.toMatchObject({ condition: 'service-unavailable' })
  await ben.asks(SUPPORT, 'back', /You are on duty again/)
  expect((await anna.command(SUPPORT, 'on', {})).note).toMatch(/on duty again/)
  await told('on-duty', sinceAnna)
  const eva = await stage.visitor()
  const second = await eva.join({ name: 'Eva' })
  await ben.hears(SUPPORT, /Eva is waiting/)
  await anna.accept(await anna.offer(second.id))
})
