import { expect, test } from 'vitest'
import { fake } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import type { ErasurePlan } from '../records.ts'
import { answerText } from '../text.ts'
import { handlesOf } from './forget.ts'

test.each([
  ['Mia@Example.org', ['mail:mia@example.org', 'jid:mia@example.org']],
  ['shop:56164', ['customer:shop:56164']],
  ['customer:shop:56164', ['customer:shop:56164']],
  ['#1842', ['case:1842']],
  ['7k3q9xab', ['case:7k3q9xab']],
  ['Mia', []],
  ['', []],
])('M5: a handle: %s', (words, handles) => expect(handlesOf(words)).toEqual(handles))

const CASE = {
  number: 1842,
  workgroup: 'support@support.localhost',
  createdAt: 0,
  isLive: false,
  lines: 31,
  notes: 1,
}
const PLAN: ErasurePlan = { cases: [CASE], persons: ['mail:mia@example.org'], mentions: 9, proofs: [] }
const ask = async (words: string, plan = PLAN, supervisor = true) => {
  const { records, written } = shelf({ plan })
  return { text: (await answerText(fake([], { records, supervisor }), words))?.text, written }
}

test('M5: first it is told what would be erased, and nothing is', async () => {
  const { text, written } = await ask('erase mia@example.org')
  expect(text).toBe(
    'Kept: 1 case (1842) with 31 lines and 1 note, known as mail:mia@example.org; 9 rows of the store speak of them.\n' +
      'To erase it for good: erase mia@example.org now',
  )
  expect(written).toEqual([])
  const live = await ask('erase 1842', { ...PLAN, cases: [{ ...CASE, isLive: true }] })
  expect(live.text).toMatch(/A case of theirs is live: close it first\.$/)
  const gone = { cases: [], persons: [], mentions: 0, proofs: [{ id: 'p1', at: 0, holds: true }] }
  expect((await ask('erase 1842', gone)).text).toBe(
    'Nothing is kept about them.\nErased on 1970-01-01T00:00, proof p1: its signature holds.',
  )
})

test('M5: "now" erases, and says what a search afterwards has found', async () => {
  const { text, written } = await ask('erase shop:56164 now')
  expect(text).toBe('Erased: 1 case; searched afterwards: nothing of them is left. Proof p1.')
  expect(written).toEqual([['erase', ['customer:shop:56164']]])
  expect((await ask('erase Mia now')).text).toMatch(/^"Mia" is no e-mail address/)
  expect((await ask('erase 1842 now', PLAN, false)).text).toBe('This is for supervisors.')
  expect((await ask('export 1842')).text).toBe(JSON.stringify({ persons: ['case:1842'] }, null, 1))
})
