import { expect, test } from 'vitest'
import { fake, MIA } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import { answerText } from '../text.ts'
import { readAsked, readImport } from './faq-words.ts'

const SHIP = { id: 'a1', question: 'Do you ship to Norway?', answer: 'Yes.' }
const DRAFT = { question: 'Where is my parcel?', answer: 'Under My orders.', language: 'en', case: '7k3q9x' }

const ask = async (words: string, has: Parameters<typeof shelf>[0] = {}) => {
  const { records, written } = shelf({ faq: [SHIP], faqDraft: DRAFT, ...has })
  return { text: (await answerText(fake([MIA], { records }), words))?.text, written }
}

test.each([
  ['Do you ship? Yes.', { question: 'Do you ship?', answer: 'Yes.' }],
  ['[de] Wo? Hier? Ja.', { language: 'de', question: 'Wo?', answer: 'Hier? Ja.' }],
  ['How to return\nBy post.\nIn a box.', { question: 'How to return', answer: 'By post.\nIn a box.' }],
  ['أين طلبي؟ هنا', { question: 'أين طلبي؟', answer: 'هنا' }],
  ['no answer', { question: 'no answer', answer: '' }],
])('M4: the question ends at its mark or its line: %j', (words, asked) =>
  expect(readAsked(words)).toEqual(asked),
)

test('M4: a finished case becomes an entry: as it was asked and answered, then as it is put right', async () => {
  expect((await ask('faq from 1842')).text).toMatch(
    /^Question: Where is my parcel\?\nAnswer: Under My orders\.\n Write: faq/,
  )
  const { text, written } = await ask('faq from 1842: Where is a parcel? See My orders.')
  expect(text).toBe('Saved: new0. The widget suggests it now.')
  const asked = { question: 'Where is a parcel?', answer: 'See My orders.', language: 'en' }
  expect(written).toEqual([['save faq', [{ id: undefined, ...asked, case: '7k3q9x' }]]])
  expect((await ask('faq from 7')).text).toMatch(/^There is no finished case 7 here\./)
})

test('M4: entries are listed, looked for, written, moved and removed by words', async () => {
  expect((await ask('faq')).text).toBe('a1: Do you ship to Norway? Yes.')
  expect((await ask('faq', { faq: [] })).text).toBe('There are no questions and answers yet.')
  expect((await ask('faq norway')).text).toContain('a1:')
  expect((await ask('answers sweden')).text).toBe('No question has "sweden".')
  expect((await ask('faq add [de] Wo? Hier.')).written).toEqual([
    ['save faq', [{ id: undefined, case: undefined, language: 'de', question: 'Wo?', answer: 'Hier.' }]],
  ])
  expect((await ask('faq edit a1 Do you ship to Norway? No.')).written).toEqual([
    ['save faq', [{ ...SHIP, answer: 'No.', language: undefined, case: undefined }]],
  ])
  expect((await ask('faq edit b2 Why? So.')).text).toBe('There is no question b2.')
  expect((await ask('faq add Why?')).text).toBe('Write: faq add the question? the answer')
  expect((await ask('faq move a1 1')).written).toEqual([['move faq', 'a1', 1]])
  expect((await ask('faq move a1 up')).text).toBe('Write: faq move id place')
  expect((await ask('faq remove a1')).written).toEqual([['remove faq', 'a1']])
  expect((await ask('faq remove b2', { fault: 'not-found' })).text).toBe('There is no question b2.')
})

test('M4: what another system exports is taken over: our own form, a list, or FAQPage of schema.org', async () => {
  const page = {
    '@type': 'FAQPage',
    mainEntity: [
      { name: 'Why?', acceptedAnswer: { text: '<p>So &amp; so.</p><p>Really.</p>' } },
      { name: 'No answer' },
    ],
  }
  expect(readImport(JSON.stringify(page))).toEqual({
    asked: [{ question: 'Why?', answer: 'So & so.\nReally.' }],
    unread: 1,
  })
  const ours = { entries: [{ id: 'a1', language: 'de', question: 'Wo?', answer: 'Hier.' }] }
  expect(readImport(JSON.stringify(ours))?.asked).toEqual(ours.entries)
  expect(readImport(JSON.stringify(ours.entries))?.asked).toEqual(ours.entries)
  expect(readImport('[1, null, {"question": 5}]')).toEqual({ asked: [], unread: 3 })
  expect(readImport('no json')).toBeUndefined()
  expect((await ask('faq import [{"question":"Wo?","answer":"Hier."},7]')).text).toBe(
    'Imported: 1. 1 could not be read.',
  )
  expect((await ask('faq import Wo? Hier.')).text).toMatch(/^This is no JSON/)
})
