import { expect, test } from 'vitest'
import { CORRECT, RETRACT } from '../../protocol/namespaces.js'
import { asRead } from './as-read.ts'

const line = (id: string, nick: string, body: string, more = '') => ({
  ...{ archiveId: `a${id}`, messageId: id, nick, body, at: 1, who: 'visitor' as const },
  xml: `<message type='groupchat'><body>${body}</body>${more}</message>`,
})
const corrects = (id: string) => `<replace xmlns='${CORRECT}' id='${id}'/>`
const retracts = (id: string) => `<retract xmlns='${RETRACT}' id='a${id}'/>`

test('C9: a transcript has words as they were corrected, and without those that their author took back', () => {
  const read = asRead([
    line('1', 'Mia', 'Wher is it?'),
    line('2', 'Mia', 'my card is 1234'),
    line('3', 'Anna', 'Hello'),
    line('4', 'Mia', 'Where is it?', corrects('1')),
    line('5', 'Mia', 'taken back', retracts('2')),
    line('6', 'Mia', 'not hers', corrects('3')),
    line('7', 'Mia', 'nor this', retracts('3')),
  ])
  expect(read.map(({ nick, body }) => `${nick}: ${body}`)).toEqual(['Mia: Where is it?', 'Anna: Hello'])
})
