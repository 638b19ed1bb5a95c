import type { Element } from 'ltx'
import { expect, test } from 'vitest'
import { rulesWith, Stage } from '../../core/testing/stage.kit.ts'
import { handMovedClock } from '../../effects/clock.kit.ts'
import { Clients } from '../clients.ts'
import { USUAL_WAYS } from '../room-ways.ts'
import { Subscribers } from '../subscribers.ts'
import type { Workgroup } from '../workgroup.ts'
import { Publisher } from './publisher.ts'

const [ANNA, BEN] = ['anna@localhost/desk', 'ben@localhost/desk']

/** Two desks on duty and Mia in the queue; who got which picture of the queue. */
function scene() {
  const { clock, move } = handMovedClock()
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }))
  const told: string[] = []
  const clients = new Clients()
  const details = new Map<string, object>()
  // No more of a workgroup is needed here.
  const workgroup = {
    jid: 'support@desk',
    actor: stage,
    clients,
    subscribers: new Subscribers(),
    cases: { details: (id: string) => details.get(id) },
    settings: { name: 'Support', attention: {} },
    office: {
      features: () => [],
      clock,
      cache: { remarks: new Map(), byHand: new Map() },
      rooms: USUAL_WAYS,
      workgroups: new Map(),
      config: { operators: new Map() },
      stream: {
        send: (stanza: Element) => {
          const rows = stanza.getChild('notify-queue-details')?.getChildren('user')
          if (rows) told.push(`${stanza.attrs.to}: ${rows.length}`)
        },
      },
    },
  } as unknown as Workgroup
  const publisher = new Publisher(workgroup)
  const comes = (client: string) => {
    clients.becomesAgent(client)
    publisher.introduce(client)
  }
  const joins = (name: string) => {
    details.set(name, { id: name, number: 7, visitorName: name, answers: [], parameters: [] })
    stage.joins(name)
    publisher.queueChanged()
  }
  stage.shows('anna', 'dnd')
  joins('mia')
  move(1_000)
  told.length = 0
  return { stage, publisher, told, comes, joins, move }
}

test('who has just come is not told the same rows again with the others', () => {
  const { told, comes, joins, move } = scene()
  comes(BEN)
  joins('jon')
  comes(ANNA)
  expect(told).toEqual([`${BEN}: 1`, `${ANNA}: 2`])
  move(1_000)
  expect(told.slice(2)).toEqual([`${BEN}: 2`])
})

test('what has changed since is told to all, and from then on nobody is left out', () => {
  const { publisher, told, comes, joins, move } = scene()
  comes(BEN)
  comes(ANNA)
  joins('jon')
  move(1_000)
  expect(told.slice(2)).toEqual([`${BEN}: 2`, `${ANNA}: 2`])
  publisher.queueChanged()
  move(1_000)
  expect(told.slice(4)).toEqual([`${BEN}: 2`, `${ANNA}: 2`])
})

test('who comes a second time is told everything a second time', () => {
  const { told, comes } = scene()
  comes(ANNA)
  comes(ANNA)
  expect(told).toEqual([`${ANNA}: 1`, `${ANNA}: 1`])
})
