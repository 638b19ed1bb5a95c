import { expect, test } from 'vitest'
import { fitting } from './faq.ts'

const ANSWERS = [
  { id: 'ship', question: 'Do you ship to Norway?', answer: 'Yes, in five days.' },
  { id: 'back', question: 'How do I send something back?', answer: 'With the label in the parcel.' },
  { id: 'late', question: 'My delivery is late', answer: 'Look at the parcel number first.' },
  { id: 'de', question: 'Wie lange dauert die Rückerstattung?', answer: 'Eine Woche.' },
]
const ids = (typed: string) => fitting(ANSWERS, typed).map(({ id }) => id)

test.each([
  ['Can you ship it to norway please', ['ship']],
  ['my deliveries are late again', ['late']],
  ['I want to send it back', ['back']],
  ['ruckerstattung dauert lange', ['de']],
  ['where is the parcel with the label', []],
  ['hi', []],
  ['', []],
])('M4: %j is answered by %j', (typed, expected) => expect(ids(typed)).toEqual(expected))
