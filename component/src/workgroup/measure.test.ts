import { expect, onTestFinished, test } from 'vitest'
import { openMetrics } from '../http/metrics.ts'
import { BEN, officeKit } from '../office/office.kit.ts'

test('B5: waits and first responses are spread by workgroup, each request once', async () => {
  const kit = await officeKit()
  onTestFinished(() => kit.close())
  await kit.onDuty(BEN)
  const id = await kit.joins('mia')
  await kit.move(12_000)
  kit.support.note(id, 'opened', 'anna@localhost')
  await kit.move(20_000)
  kit.support.note(id, 'opened', 'ben@localhost')
  kit.support.note(id, 'first-answer', 'operator')
  const { wait, firstResponse } = kit.office.counters
  const text = await openMetrics([], [wait, firstResponse])
  expect(text).toContain('# TYPE parlor_wait_seconds histogram')
  expect(text).toContain('parlor_wait_seconds_bucket{le="10",workgroup="support"} 0')
  expect(text).toContain('parlor_wait_seconds_bucket{le="20",workgroup="support"} 1')
  expect(text).toContain('parlor_wait_seconds_count{workgroup="support"} 1')
  expect(text).toContain('parlor_first_response_seconds_sum{workgroup="support"} 32')
  expect(text.endsWith('# EOF\n')).toBe(true)
})
