import { expect, test } from 'vitest'
import { endText, newsText, noticeText, revokeText } from './words.ts'

test('sentences name people where they are known', () => {
  expect(endText('operator-closed', 'visitor', { visitor: 'Mia', by: 'Anna' })).toBe(
    'Anna has ended this conversation.',
  )
  expect(endText('operator-closed', 'visitor', { visitor: 'Mia' })).toBe(
    'The operator has ended this conversation.',
  )
  expect(revokeText('taken', { visitor: 'Mia', by: 'Ben' })).toBe('Ben took the request of Mia.')
  expect(revokeText('ended', { visitor: 'Mia' })).toBe('The request of Mia has ended.')
  expect(noticeText('visitor-lost', 'Mia')).toBe('The connection of Mia was lost.')
})

test('what rings no more is called what it was: a request, a chat that is handed on, an invitation', () => {
  const mia = { visitor: 'Mia', by: 'Ben' }
  expect(revokeText('expired', mia)).toMatch(/^The request of Mia/)
  expect(revokeText('taken', mia, 'owner')).toBe('Ben has taken the chat with Mia over.')
  expect(revokeText('ended', mia, 'owner')).toBe('The chat with Mia is not handed on to you any more.')
  expect(revokeText('rejected', mia, 'colleague')).toBe('You declined to come into the chat with Mia.')
})

test('who is only away has stepped away, and who is gone is gone', () => {
  expect(revokeText('visitor-gone', { visitor: 'Mia', isAway: true })).toBe('Mia has stepped away.')
  expect(revokeText('visitor-gone', { visitor: 'Mia' })).toBe('Mia is not there any more.')
})

test('the end says what there is to do instead', () => {
  const mia = { visitor: 'Mia' }
  expect(endText('waited-too-long', 'visitor', mia)).toBe(
    'Nobody became free in time. Please try again later.',
  )
  expect(endText('workgroup-closed', 'visitor', { ...mia, instead: 'Write to Sales.' })).toBe(
    'We have closed. Write to Sales.',
  )
})

test.each([
  [{ by: 'Ben' }, 'Ben can no longer take it; you still have the chat with Mia.'],
  [{ why: 'closed' }, 'It is closed there; you still have the chat with Mia.'],
  [{ why: 'nobody-there' }, 'Nobody is on duty there; you still have the chat with Mia.'],
  [{}, 'Nobody could take the chat over; you still have the chat with Mia.'],
] as const)('C5: the sender hears why nobody took the chat: %o', (more, words) => {
  expect(newsText('transfer-failed', { visitor: 'Mia', ...more })).toBe(words)
})
