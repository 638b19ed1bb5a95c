import fc from 'fast-check'
import type { Element } from 'ltx'
import { expect, test } from 'vitest'
import { decide, empty } from '../../core/decide.ts'
import { jidOf, rulesWith, visitorJid } from '../../core/testing/stage.kit.ts'
import type { Event } from '../../core/types.ts'
import { handMovedClock } from '../../effects/clock.kit.ts'
import type { Workgroup } from '../workgroup.ts'
import { QueueTold } from './queue-status.ts'

const EVERY = 5_000

/** A workgroup as far as it tells visitors their place; what they hear, by visitor, with the time. */
function queue() {
  const { clock, move } = handMovedClock()
  const heard = new Map<string, { readonly at: number; readonly position: number }[]>()
  const actor = { state: empty(rulesWith({ anna: 1 }), true) }
  const send = (stanza: Element) => {
    const position = Number(stanza.getChild('queue-status')?.getChildText('position'))
    const one = heard.get(stanza.attrs.to) ?? []
    heard.set(stanza.attrs.to, [...one, { at: clock.now(), position }])
  }
  // No more of a workgroup is needed here.
  const told = new QueueTold({
    jid: 'support@desk',
    actor,
    office: { clock, stream: { send } },
  } as unknown as Workgroup)
  const happens = (event: Event): void => {
    const { state, effects } = decide(actor.state, event, clock.now())
    actor.state = state
    if (event.type === 'join' && state.cases.has(event.case)) told.joined(event.case)
    if (effects.some((effect) => effect.do === 'queue-changed')) told.changed()
  }
  let count = 0
  const join = (): string => {
    count += 1
    const id = `c${count}`
    happens({ type: 'join', case: id, visitor: visitorJid(id), priority: 0 })
    return id
  }
  const anna = { operator: jidOf('anna'), resource: 'desk' }
  happens({ type: 'operator-presence', ...anna, presence: { show: 'available', priority: 0 } })
  return { heard, happens, join, move, waiting: () => [...actor.state.queue.values()] }
}

const somebody = fc.nat(40)
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({ does: 'join', who: 0, ms: 0 } as const) },
    fc.record({ does: fc.constantFrom('depart', 'away', 'back'), who: somebody, ms: fc.constant(0) }),
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant('wait'), who: fc.constant(0), ms: fc.nat(2_500) }),
    },
  ),
  { minLength: 20, maxLength: 150 },
)

test('Q1: however busy the queue is, nobody hears their place twice within five seconds, but for the first time', () => {
  fc.assert(
    fc.property(steps, (happenings) => {
      const { heard, happens, join, move, waiting } = queue()
      for (const { does, who, ms } of happenings) {
        const all = waiting()
        const id = all[who % Math.max(1, all.length)]
        if (does === 'join') join()
        else if (does === 'wait') move(ms)
        else if (id === undefined) continue
        else if (does === 'depart') happens({ type: 'depart', case: id })
        else
          happens({
            type: 'visitor-presence',
            visitor: visitorJid(id),
            show: does === 'away' ? 'away' : 'chat',
          })
      }
      move(60_000)
      for (const times of heard.values())
        for (const [index, { at }] of times.entries())
          if (index >= 2) expect(at - (times[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(EVERY)
    }),
    { numRuns: 200 },
  )
})

test('Q1: everybody hears their place a moment after they join, and in the end their last one', () => {
  const { heard, happens, join, move, waiting } = queue()
  const ids = Array.from({ length: 30 }, () => join())
  move(20)
  for (const id of ids) expect(heard.get(visitorJid(id))).toHaveLength(1)
  for (const id of ids.slice(1, 20)) {
    happens({ type: 'depart', case: id })
    move(300)
  }
  move(10_000)
  for (const [place, id] of waiting().entries()) {
    const times = heard.get(visitorJid(id)) ?? []
    expect(times.at(-1)?.position).toBe(place)
    expect(times.length).toBeLessThanOrEqual(2 + (19 * 300 + 10_000) / EVERY)
  }
})
