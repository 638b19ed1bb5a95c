import { expect, test } from 'vitest'
import { rulesWith, Stage } from '../../core/testing/stage.kit.ts'
import { MOST, weightOf } from '../../protocol/weight.ts'
import { parseNotifyQueueDetails } from '../../protocol/workgroup.ts'
import { Clients } from '../clients.ts'
import { newCounters } from '../counters.ts'
import type { Workgroup } from '../workgroup.ts'
import { queuePushes } from './pushes.ts'

/** So many wait, each with thirty parameters of this value. */
function scene(waiting: number, value: string) {
  const stage = new Stage(rulesWith({}, { otherwise: { nobody: 'wait' } } as never))
  const ids = Array.from({ length: waiting }, (_, i) => `v${i}`)
  for (const id of ids) stage.joins(id)
  const parameters = Array.from({ length: 30 }, (_, i) => ({ name: `p${i}`, value, verified: false }))
  const details = new Map(
    ids.map((id, i) => [id, { id, number: i + 1, visitorName: `Mia ${i}`, answers: [], parameters }]),
  )
  const log: object[] = []
  // Only what a queue is shown with; the whole of a workgroup is tested on a server.
  const workgroup = {
    jid: 'support@desk',
    actor: stage,
    clients: new Clients(),
    cases: { details: (id: string) => details.get(id) },
    settings: { open: true },
    office: {
      clock: { now: () => stage.now },
      counters: newCounters(),
      log: { warn: (line: object) => log.push(line) },
      cache: { remarks: new Map() },
      features: () => [],
      workgroups: new Map(),
    },
  } as unknown as Workgroup
  const send = () => {
    const stanzas = queuePushes(workgroup, () => false)('anna@localhost/desk')
    const rows = stanzas.flatMap((one) => parseNotifyQueueDetails(one) ?? [])
    return { rows, weight: Math.max(...stanzas.map(weightOf)) }
  }
  return { send, log, counters: workgroup.office.counters }
}

test.each([8, 100])(
  'B7: heavy requests (%i of them) are all in the queue that operators see, shortened',
  (waiting) => {
    const { send, log, counters } = scene(waiting, '&'.repeat(990))
    const { rows, weight } = send()
    expect(rows).toHaveLength(waiting)
    expect(weight).toBeLessThan(MOST.listed + 64 * 1024)
    expect(rows.every((row) => row.case?.cut && row.case.name.startsWith('Mia'))).toBe(true)
    send()
    // Counted and logged, once for each.
    expect(counters.casesCut).toBe(waiting)
    expect(log).toHaveLength(waiting)
  },
)

test('B7: what fits is sent whole', () => {
  const { send, log } = scene(8, 'x'.repeat(500))
  const { rows } = send()
  expect(rows.map((row) => row.case?.cut)).toEqual(Array(8).fill(undefined))
  expect(rows[0]?.case?.parameters[29]?.value).toHaveLength(500)
  expect(log).toEqual([])
})
