import { expect, test } from 'vitest'
import { IDA, JON, KIM, LIU } from './actions/chats.kit.ts'
import { fake, MIA, OMAR } from './fake.kit.ts'
import {
  aboutColleague,
  anyCase,
  isOutcome,
  likeliestFirst,
  meansMe,
  ownChat,
  peopleOptions,
  which,
  whichColleague,
  whoHas,
  whyNotFree,
} from './find-target.ts'

const ALL = [MIA, OMAR, JON, IDA, KIM, LIU]
const context = fake(ALL)
const found = (choice: typeof ownChat, words?: string) => {
  const it = which(context, choice, words === undefined ? {} : { case: words })
  if (!isOutcome(it)) return it.case.name
  return 'choose' in it ? it.choose.options?.map(({ value }) => value) : it
}

test('A3: with nothing said it is the only one, and where there are several they are asked', () => {
  expect(which(fake([JON, KIM]), ownChat, {})).toBe(JON)
  expect(found(ownChat)).toEqual([JON.case.id, IDA.case.id])
  expect(which(fake([KIM]), ownChat, {})).toEqual({ fault: 'no-such-case', text: 'You have no chat.' })
})

test('A3: by number, id and name; a chat of a colleague is found, so that one hears whose it is', () => {
  expect(found(ownChat, '1830')).toBe('Jon')
  expect(found(ownChat, IDA.case.id)).toBe('Ida')
  expect(found(ownChat, 'kim')).toBe('Kim')
  expect(found(ownChat, '  Jon ')).toBe('Jon')
  expect(found(ownChat, 'nobody')).toEqual({ fault: 'no-such-case', text: 'There is no case "nobody".' })
})

test('A3: what may be said about any case means, unsaid, a chat one sits in: the own ones and those one has come into', () => {
  expect(found(anyCase)).toEqual([JON.case.id, IDA.case.id, LIU.case.id])
  expect(which(fake([MIA, LIU]), anyCase, {})).toBe(LIU)
})

test('A3: a list for a form begins with the cases that are most likely meant, and leaves none out', () => {
  const names = likeliestFirst(context).map((row) => row.case.name)
  expect(names.slice(0, 3).sort()).toEqual(['Ida', 'Jon', 'Liu'])
  expect([...names].sort()).toEqual(ALL.map((row) => row.case.name).sort())
})

test('R6: who has a case is said with a name, and nothing where nobody does', () => {
  expect(whoHas(context, MIA)).toBeUndefined()
  expect(whoHas(context, JON)).toMatch(/^You have it already: /)
  expect(whoHas(context, KIM)).toMatch(/^Ben has it: /)
})

test('C5: a colleague is found by name, asked for where it is not plain, and oneself is known', () => {
  const people = context.colleagues()
  expect(whichColleague(people, 'ben', 'to')).toMatchObject({ jid: 'ben@localhost' })
  expect(whichColleague(people, '', 'to')).toMatchObject({ text: 'Who?', choose: { name: 'to', open: true } })
  expect(whichColleague(people, 'zoe', 'to')).toMatchObject({ fault: 'no-such-operator' })
  expect(whichColleague([], '', 'to')).toMatchObject({ text: 'You have no colleagues here.' })
  expect([meansMe(context, 'anna'), meansMe(context, 'ben')]).toEqual([true, false])
})

test('C5: why a colleague is not free is said as far as one can see it', () => {
  const [anna, ben, carol] = context.colleagues()
  if (!anna || !ben || !carol) throw new Error('three colleagues are needed')
  expect(whyNotFree(carol)).toBe('Carol is offline.')
  expect(whyNotFree(ben)).toBe('Ben is not free right now (away).')
  expect(whyNotFree({ ...anna, chats: 4 })).toBe('Anna has 4 of 4 chats.')
  expect(whyNotFree(anna)).toBe('Anna is not free right now.')
  expect(aboutColleague(context, 'already-in-chat', ben.jid)).toContain('Ben is in this chat already')
  expect(aboutColleague(context, 'colleague-not-free', 'zoe@localhost')).toBeUndefined()
  expect(peopleOptions([carol, anna, ben]).map(({ value }) => value)).toEqual([anna.jid, ben.jid, carol.jid])
})
