import { expect, test } from 'vitest'
import { endText, noticeText, revokeText } from './words.ts'

test('sentences name people where they are known', () => {
  expect(endText('operator-closed', 'visitor', { visitor: 'Mia', by: 'Anna' })).toBe(
    'Anna has ended this conversation.',
  )
  expect(endText('operator-closed', 'visitor', { visitor: 'Mia' })).toBe(
    'The operator has ended this conversation.',
  )
  expect(revokeText('taken', { visitor: 'Mia', by: 'Ben' })).toBe('Ben took the request of Mia.')
  expect(noticeText('visitor-lost', 'Mia')).toBe('The connection of Mia was lost.')
})
