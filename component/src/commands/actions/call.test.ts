import { expect, test } from 'vitest'
import { fake } from '../fake.kit.ts'
import { IDA, JON, KIM, say } from './chats.kit.ts'

test('C6: in any client "call" tells where the call can be had, for the own chat alone', async () => {
  expect(await say(fake([JON]), 'call')).toBe(
    'A call goes from browser to browser. Open http://localhost:8080/operator/support/case/1830 and choose Call in the menu of the chat (Jon, case 1830); the chat goes on here.',
  )
  const several = fake([JON, IDA, KIM], { calls: 'either' })
  expect(await say(several, 'call')).toMatch(/Which one\?/)
  expect(await say(several, 'call ida')).toMatch(/case\/1831 .* Visitors may ask there, too\.$/)
  expect(await say(several, 'call kim')).toBe('You are not in this chat: Kim, case 1832.')
  expect(await say(fake([JON], { calls: 'off' }), 'call')).toBe('Support has no calls.')
})
