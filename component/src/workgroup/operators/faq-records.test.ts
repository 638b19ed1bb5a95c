import { expect, test } from 'vitest'
import { caseDetails, entry } from '../../store/contract-samples.kit.ts'
import { draftOf } from './faq-records.ts'

const details = { ...caseDetails('c1'), number: 1, language: 'da-DK' }

test('M4: the question is what the visitor came with, the answer the longest thing the operator said', () => {
  const lines = [
    entry('1', 'Hvor er\nmin pakke?'),
    { ...entry('2', 'Hej!'), who: 'operator' as const },
    { ...entry('3', 'Under Mine ordrer.\nHver dag.'), who: 'operator' as const },
    { ...entry('4', 'Anna has ended this conversation.'), who: 'desk' as const },
  ]
  expect(draftOf(details, lines)).toEqual({
    question: 'Hvor er min pakke?',
    answer: 'Under Mine ordrer.\nHver dag.',
    language: 'da',
    case: 'c1',
  })
  const asked = { ...details, answers: [{ name: 'problem', label: 'About', values: ['Refund?'] }] }
  expect(draftOf(asked, lines).question).toBe('Refund?')
  expect(draftOf(details, [])).toMatchObject({ question: '', answer: '' })
})
