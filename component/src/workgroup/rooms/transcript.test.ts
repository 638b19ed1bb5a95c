import { expect, test } from 'vitest'
import { el, message } from '../../protocol/stanza.ts'
import { toEntries } from './transcript.ts'

const ROOM = 'r@rooms.localhost'
const said = (id: string, nick: string, words?: string) => ({
  id,
  at: 1_000,
  message: message(
    'groupchat',
    undefined,
    `${ROOM}/${nick}`,
    `m-${id}`,
    words === undefined ? el('marker') : el('body', {}, words),
  ),
})
const entered = (who: string, nick: string) => ({ case: 'c1', at: 0, what: 'entered', who, detail: nick })

test('who spoke follows from who entered under which name; Desk is Desk', () => {
  const results = [
    said('1', 'Mia', 'hello'),
    said('2', 'Anna', ' good\nmorning '),
    said('3', 'Desk', 'The end.'),
  ]
  const entries = toEntries(results, [entered('visitor', 'Mia'), entered('operator', 'Anna')])
  expect(
    entries.map(({ archiveId, who, nick, body, messageId }) => ({ archiveId, who, nick, body, messageId })),
  ).toEqual([
    { archiveId: '1', who: 'visitor', nick: 'Mia', body: 'hello', messageId: 'm-1' },
    { archiveId: '2', who: 'operator', nick: 'Anna', body: ' good\nmorning ', messageId: 'm-2' },
    { archiveId: '3', who: 'desk', nick: 'Desk', body: 'The end.', messageId: 'm-3' },
  ])
})

test("P6: whom nobody saw entering is known by an operator's name", () => {
  const entries = toEntries(
    [said('1', 'Mia', 'hello'), said('2', 'Anna', 'hi')],
    [],
    (nick) => nick === 'Anna',
  )
  expect(entries.map(({ who }) => who)).toEqual(['visitor', 'operator'])
  const namesake = toEntries([said('1', 'Anna', 'hello')], [entered('visitor', 'Anna')], () => true)
  expect(namesake.map(({ who }) => who)).toEqual(['visitor'])
})

test('what has no words, or was said by the room itself, is no line', () => {
  const bySelf = {
    id: '9',
    at: 0,
    message: message('groupchat', undefined, ROOM, undefined, el('body', {}, 'x')),
  }
  expect(toEntries([said('1', 'Mia'), bySelf], [])).toEqual([])
})

test('P2: the same message said again is one line; other words under its id are another', () => {
  const again = (archiveId: string, nick: string, words: string) => ({
    ...said('1', nick, words),
    id: archiveId,
  })
  const results = [
    again('1', 'Desk', 'The end.'),
    again('2', 'Desk', 'The end.'),
    again('3', 'Mia', 'The end.'),
    again('4', 'Desk', 'Not yet.'),
  ]
  expect(toEntries(results, []).map(({ archiveId }) => archiveId)).toEqual(['1', '3', '4'])
})

test('C6: what is said of a call without a body is in the record in words', () => {
  const CALLS = 'urn:xmpp:call-invites:0'
  const about = (id: string, nick: string, name: string, attrs = {}, screen = false) => ({
    id,
    at: 1_000,
    message: message(
      'groupchat',
      undefined,
      `${ROOM}/${nick}`,
      undefined,
      el(
        name,
        { xmlns: CALLS, ...attrs },
        ...(screen ? [el('category', { xmlns: 'urn:xmpp:jingle:apps:category:0', name: 'slides' })] : []),
      ),
    ),
  })
  const entries = toEntries(
    [
      about('1', 'Anna', 'invite', { video: 'false' }, true),
      about('2', 'Mia', 'reject', { id: '1' }),
      about('3', 'Anna', 'invite', { video: 'true' }),
      about('4', 'Mia', 'accept', { id: '3' }),
      about('5', 'Mia', 'left', { id: '3' }),
    ],
    [entered('visitor', 'Mia'), entered('operator', 'Anna')],
  )
  expect(entries.map(({ who, body }) => [who, body])).toEqual([
    ['operator', 'Asked to see the screen.'],
    ['visitor', 'Said no to the call.'],
    ['operator', 'Asked for a call with camera.'],
    ['visitor', 'Said yes to the call.'],
    ['visitor', 'Ended the call.'],
  ])
})
