import { expect, test } from 'vitest'
import { fake, NOW } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import { answerText } from '../text.ts'

test('B5: what was given up is shown to supervisors, and sent again', async () => {
  const lost = {
    id: 'a.ended',
    at: NOW - 3_600_000,
    host: 'crm.example',
    attempts: 9,
    trouble: 'answered 500',
  }
  const { records } = shelf({ hooks: [lost] })
  const ask = async (words: string, supervisor = true) =>
    (await answerText(fake([], { records, supervisor }), words))?.text
  expect(await ask('hooks')).toBe(
    '3 wait, 1 were given up.\na.ended to crm.example, 1 h ago, tried 9 times: answered 500',
  )
  expect(await ask('webhooks again')).toBe('Sent again: 1.')
  expect(await ask('hooks', false)).toBe('This is for supervisors.')
})
