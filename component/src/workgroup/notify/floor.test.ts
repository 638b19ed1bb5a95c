import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, answerOffer, BEN, CAROL, type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'
import { figuresOf } from './floor.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
  await kit.onDuty(ANNA)
})
afterEach(() => kit.close())

const ask = (client: string, how = '') =>
  kit.hear(`<iq type='get' id='f' from='${client}' to='${SUPPORT}'><floor xmlns='urn:parlor:1' ${how}/></iq>`)
const pictures = () => kit.sent.flatMap((one) => one.getChild('floor', 'urn:parlor:1') ?? [])
const answered = async (times: number) => {
  for (let turn = 0; turn < 1_000 && pictures().length < times; turn++) await kit.settled()
  return pictures().at(-1)
}

test('D7: a supervisor is shown queue, operators and chats: who with whom, since when, the last word, who owes an answer', async () => {
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  await kit.inRoom(id, 'mia@localhost/web', ANNA)
  await kit.joins('jon')
  const room = kit.support.cases.details(id)?.room
  await kit.hear(
    `<message type='groupchat' from='${room}/Mia' to='${SUPPORT}/Desk'><body>Where is it?</body></message>`,
  )
  await ask(CAROL)
  const floor = await answered(1)
  expect(floor?.attrs).toMatchObject({ waiting: 1, lasts: 120 })
  expect(floor?.getChildren('operator').map(({ attrs }) => [attrs.jid, attrs.show, attrs.chats])).toEqual([
    ['anna@localhost', 'available', 1],
    ['ben@localhost', 'offline', 0],
  ])
  const [chat, ...more] = floor?.getChildren('chat') ?? []
  expect(more).toEqual([])
  expect(chat?.attrs).toMatchObject({ case: id, operator: 'anna@localhost' })
  expect(chat?.getChildText('last')).toBe('Where is it?')
  expect(chat?.attrs.owed).toBe(chat?.getChild('last')?.attrs.at)
})

test('D7: the next pictures follow by themselves, until nobody looks any more', async () => {
  await ask(CAROL)
  await answered(1)
  await kit.joins('mia')
  await kit.move(1_000)
  expect((await answered(2))?.attrs).toMatchObject({ waiting: 1 })
  await ask(CAROL, `stop='true'`)
  const before = pictures().length
  await kit.joins('jon')
  await kit.move(5_000)
  expect(pictures().length).toBe(before)
  await ask(CAROL)
  await answered(before + 1)
  await kit.move(121_000)
  const later = pictures().length
  // Anna has missed two requests by now.
  await kit.onDuty(BEN)
  await kit.joins('lea')
  await kit.move(5_000)
  expect(pictures().length).toBe(later)
})

test('D7: the floor is for supervisors', async () => {
  await ask(BEN)
  expect(kit.said('forbidden').length).toBe(1)
  expect(pictures()).toEqual([])
})

test('D7: an answer in time counts for the service level, a visitor who left without one as abandoned', () => {
  const cases = [
    { joinedAt: 0, openedAt: 59_000, ended: true },
    { joinedAt: 0, openedAt: 60_000, ended: false },
    { joinedAt: 0, ended: true },
    { joinedAt: 0, ended: false },
  ]
  expect(figuresOf(cases, 60_000)).toEqual({ answered: 2, inTime: 1, abandoned: 1 })
})
