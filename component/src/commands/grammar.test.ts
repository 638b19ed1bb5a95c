import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '../protocol/clean.ts'
import { IDA, JON, KIM, LIU } from './actions/chats.kit.ts'
import { actionCalled, actions } from './actions.ts'
import { fake, MIA } from './fake.kit.ts'
import { fillFromWords } from './fill.ts'
import { atColon, atTo, caseAndWords } from './grammar.ts'

const context = fake([MIA, JON, IDA, KIM, LIU], { supervisor: true })

const read = (words: string) => {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(words) ?? []
  const action = actionCalled(word)
  if (!action) throw new Error(`no action ${word}`)
  return fillFromWords(action.fields(context), action.read(rest, context)).input
}

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((words) => cleanLine(words).replaceAll(':', ''))
  .filter((words) => words !== '' && !/^\d|\bto\b/.test(words))
const id = fc.constantFrom('7k3q9x', 'e5e5e5', 'f6f6f6', '1832')
const person = fc.constantFrom('ben@localhost', 'carol', 'queue')

const inputs: Readonly<Record<string, fc.Arbitrary<Record<string, string>>>> = {
  take: fc.record({ case: id }),
  transfer: fc.record({ case: id, to: person, note: text }),
  invite: fc.record({ guest: person, case: id, note: text }),
  note: fc.record({ case: id, text }),
  tag: fc.record({ case: id, tags: fc.constantFrom('vip', 'vip -old', 'a, b') }),
  answer: fc.record({ case: id, text }),
  assign: fc.record({ case: id, to: person }),
  priority: fc.record({ case: id, priority: fc.constantFrom('10', '-3', 'high') }),
  join: fc.record({ case: id, silent: fc.constant('true') }),
}

describe('what is written is read as it was meant', () => {
  it.each(Object.entries(inputs))('%s', (name, arbitrary) => {
    const action = actionCalled(name)
    fc.assert(
      fc.property(arbitrary, (input) => {
        expect(read(action?.write(input) ?? '')).toEqual(input)
      }),
    )
  })

  it.each(actions.flatMap(({ name, example }) => (example ? [[name, example] as const] : [])))(
    'the example of %s is understood',
    (name, example) => {
      expect(example.startsWith(name)).toBe(true)
      expect(Object.values(read(example) ?? {}).join('')).not.toBe('')
    },
  )
})

describe('the grammar', () => {
  it.each([
    ['1842 to ben: please', { head: '1842', to: 'ben', text: 'please' }],
    ['to ben', { head: '', to: 'ben' }],
    ['ben', { head: 'ben' }],
    ['way to go to ben: to the point: now', { head: 'way to go', to: 'ben', text: 'to the point: now' }],
    ['tom to ben', { head: 'tom', to: 'ben' }],
    ['toto', { head: 'toto' }],
    ['', { head: '' }],
  ])('splits "%s"', (rest, wanted) => expect(atTo(rest)).toEqual(wanted))

  it('takes the first colon', () => expect(atColon('a : b:c')).toEqual({ head: 'a', text: 'b:c' }))

  it.each([
    ['1830: x', { case: '1830', words: 'x' }],
    ['1830 x', { case: '1830', words: 'x' }],
    ['1830', { case: '1830', words: '' }],
    ['jon: x', { case: 'jon', words: 'x' }],
    ['7: x', { case: '7', words: 'x' }],
    ['7 apples', { words: '7 apples' }],
    ['see: x', { words: 'see: x' }],
  ])('finds the case in "%s"', (rest, wanted) => expect(caseAndWords(rest, [JON])).toEqual(wanted))
})
