import type { Element } from 'ltx'
import { expect, test } from 'vitest'
import { jidOf, rulesWith, Stage } from '../../core/testing/stage.kit.ts'
import { parseCase } from '../../protocol/parlor.ts'
import { Clients } from '../clients.ts'
import type { Workgroup } from '../workgroup.ts'
import { tellServing } from './case-changes.ts'

/** Anna serves Mia, Ben listens in, Carol is on duty; each has a desk, and Anna a Fastpath client too. */
function scene() {
  const stage = new Stage(rulesWith({ anna: 2, ben: 1, carol: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  stage.shows('ben', 'available')
  stage.shows('carol', 'available')
  stage.event({ type: 'join-chat', case: 'mia', operator: jidOf('ben'), silent: true })
  const clients = new Clients()
  for (const name of ['anna', 'ben', 'carol']) clients.becomesAgent(`${jidOf(name)}/desk`)
  clients.becomesAgent(`${jidOf('anna')}/spark`)
  clients.speaks(`${jidOf('anna')}/spark`, 'fastpath')
  const sent: Element[] = []
  const remarks = new Map([['mia', { notes: [], tags: ['vip'] }]])
  const details = { id: 'mia', number: 7, visitorName: 'Mia', answers: [], parameters: [] }
  // Only what a case is shown with; the whole of a workgroup is tested on a server.
  const workgroup = {
    jid: 'support@desk',
    actor: stage,
    clients,
    cases: { details: (id: string) => (id === 'mia' ? details : undefined) },
    office: {
      cache: { remarks },
      config: { operators: new Map([[jidOf('carol'), { name: 'Carol' }]]) },
      workgroups: new Map(),
      stream: { send: (stanza: Element) => sent.push(stanza) },
    },
  } as unknown as Workgroup
  return { stage, workgroup, sent }
}

test('C7: a changed case is told to the desks of who serves it, and to nobody else', () => {
  const { workgroup, sent } = scene()
  tellServing(workgroup, 'mia')
  expect(sent.map(({ attrs }) => [attrs.type, attrs.from, attrs.to])).toEqual([
    ['headline', 'support@desk', 'anna@localhost/desk'],
    ['headline', 'support@desk', 'ben@localhost/desk'],
  ])
  expect(sent.map((one) => parseCase(one))).toMatchObject([{ tags: ['vip'] }, { tags: ['vip'] }])
  expect(sent.some((one) => one.getChild('body'))).toBe(false)
})

test('C5: it says where the chat is going, and no more when it is kept', () => {
  const { stage, workgroup, sent } = scene()
  stage.transfers('anna', 'mia', 'carol')
  tellServing(workgroup, 'mia')
  expect(sent.map((one) => parseCase(one)?.going)).toContainEqual({ to: 'carol@localhost', name: 'Carol' })
  sent.length = 0
  stage.event({ type: 'cancel-transfer', case: 'mia', operator: jidOf('anna') })
  tellServing(workgroup, 'mia')
  expect(sent.map((one) => parseCase(one)?.going)).toEqual([undefined, undefined])
})

test('C7: nobody serves it, or it is gone: nobody is told', () => {
  const { stage, workgroup, sent } = scene()
  stage.closes('anna', 'mia')
  tellServing(workgroup, 'mia')
  tellServing(workgroup, 'nobody')
  expect(sent).toEqual([])
})
