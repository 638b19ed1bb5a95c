import { expect, test, vi } from 'vitest'
import { empty } from '../core/decide.ts'
import type { Effect, Rules } from '../core/types.ts'
import { openLog } from '../effects/log.ts'
import type { CaseDetails } from '../store/types.ts'
import { Actor, type NewCase } from './actor.ts'

const rules: Rules = {
  strategies: ['ring-all'],
  ringFor: 30_000,
  operators: new Map([['anna@localhost', { seats: 2 }]]),
  offerAway: false,
  whenNobody: 'refuse',
  maxQueue: 10,
  maxWait: 600_000,
  visitorGrace: 60_000,
  operatorGrace: 30_000,
  leaveGrace: 10_000,
  askAgainAfter: 30_000,
  askAgainAtMost: 3,
}

const details: NewCase = {
  id: 'c1',
  workgroup: 'support@support.localhost',
  createdAt: 0,
  visitorName: 'Mia',
  visitorJid: 'mia@visitors.localhost/x',
  answers: [],
  parameters: [],
  room: 'r@rooms.localhost',
  tokenHash: 'h',
}

/** An actor whose store answers when the test says so. */
function stage() {
  const log: string[] = []
  const writes: ((error?: Error) => void)[] = []
  const write = (what: string) =>
    new Promise<void>((resolve, reject) => {
      log.push(`writes ${what}`)
      writes.push((error) => (error ? reject(error) : resolve()))
    })
  const actor = new Actor('support@support.localhost', empty(rules, true), {
    store: {
      commit: (_, changes) =>
        write(changes.map(({ id, record }) => `${id} ${record?.phase.is ?? 'gone'}`).join(', ')),
      createCase: async (it) => {
        await write(`new ${it.id}`)
        return { ...it, number: 7 }
      },
    },
    clock: { now: () => 1_000, wake: () => () => {}, onSet: () => () => {} },
    log: openLog('silent'),
    carryOut: (effect: Effect) => void log.push(`does ${effect.do}`),
    onCreated: (it: CaseDetails) => void log.push(`created ${it.number}`),
    onLoad: (operator) => void log.push(`load of ${operator}`),
    onIdle: () => {},
  })
  return { actor, log, writes }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const onDuty = {
  type: 'operator-presence',
  operator: 'anna@localhost',
  resource: 'desk',
  presence: { show: 'available', priority: 0 },
} as const
const join = { type: 'join', case: 'c1', visitor: details.visitorJid, priority: 0 } as const

test('nothing is told and nobody is answered before it is durable; then the answer comes first', async () => {
  const { actor, log, writes } = stage()
  await actor.post(onDuty)
  await settled()
  log.length = 0
  const joined = actor
    .join(join, details)
    .then((made) => log.push(`answers ${'number' in made && made.number}`))
  await settled()
  expect(log).toEqual(['load of anna@localhost', 'writes new c1'])
  writes[0]?.()
  await joined
  await settled()
  expect(log.slice(2, 5)).toEqual(['created 7', 'answers 7', 'does offer'])
})

test('what is decided while a write is under way is written together afterwards', async () => {
  const { actor, log, writes } = stage()
  await actor.post(onDuty)
  void actor.join(join, details)
  await settled()
  void actor.post({ type: 'accept', case: 'c1', operator: 'anna@localhost' })
  void actor.post({ type: 'opened', case: 'c1' })
  writes[0]?.()
  await settled()
  expect(log.filter((line) => line.startsWith('writes'))).toEqual(['writes new c1', 'writes c1 active'])
})

/** Somebody has taken the request, and both writes so far have succeeded. */
async function accepted() {
  const set = stage()
  const { actor, writes } = set
  await actor.post(onDuty)
  void actor.join(join, details)
  await settled()
  writes[0]?.()
  await settled()
  void actor.post({ type: 'accept', case: 'c1', operator: 'anna@localhost' })
  await settled()
  writes[1]?.()
  await settled()
  return set
}

test('what nobody waits for is written with what comes next', async () => {
  const { actor, log, writes } = await accepted()
  const writing = () => log.filter((line) => line.startsWith('writes'))
  const opened = actor.post({ type: 'opened', case: 'c1' })
  await settled()
  expect(writing()).toEqual(['writes new c1', 'writes c1 opening'])
  void actor.post({ type: 'entered', case: 'c1', who: 'visitor' })
  await settled()
  expect(writing().slice(2)).toEqual(['writes c1 active'])
  writes[2]?.()
  await opened
})

test('it is written before the end, and by itself after a while', async () => {
  const { actor, log, writes } = await accepted()
  const written = actor.post({ type: 'opened', case: 'c1' })
  await vi.waitUntil(() => log.at(-1) === 'writes c1 active')
  writes[2]?.()
  await written
  void actor.post({ type: 'opened', case: 'c1' })
  await actor.stop()
})

test('a refused event changes nothing and is answered at once', async () => {
  const { actor, log } = stage()
  expect(await actor.post({ type: 'accept', case: 'c9', operator: 'anna@localhost' })).toEqual({
    fault: 'no-such-case',
  })
  expect(await actor.join(join, details)).toEqual({ fault: 'nobody-on-duty', otherwise: 'message' })
  expect(log).toEqual([])
})

test('a write that fails is tried again, and nothing is told before it succeeds', async () => {
  const { actor, log, writes } = stage()
  await actor.post(onDuty)
  const joined = actor.join(join, details)
  await settled()
  writes[0]?.(new Error('disk full'))
  await expect.poll(() => log.filter((line) => line === 'writes new c1')).toHaveLength(2)
  expect(log).not.toContain('does offer')
  writes[1]?.()
  expect(await joined).toMatchObject({ number: 7 })
})
