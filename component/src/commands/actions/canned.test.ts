import { describe, expect, it } from 'vitest'
import { fake, MIA } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import type { Canned } from '../records.ts'
import { answered, IDA, JON, say } from './chats.kit.ts'

const HELLO: Canned = {
  name: 'hello',
  text: 'Hello {visitor}, {operator} of {workgroup} here.',
  shared: true,
}
const HELP: Canned = { name: 'helpdesk', text: 'See {case} at {nowhere}.', shared: false }
const BYE: Canned = { name: 'bye', text: 'Goodbye!', shared: true }

const anna = (has: Parameters<typeof shelf>[0] = {}, cases = [JON], supervisor = false) => {
  const { records, written } = shelf({ canned: [BYE, HELLO, HELP], ...has })
  return { context: fake(cases, { records, supervisor }), written }
}

describe('C7: canned replies', () => {
  it('C7: are listed, and looked for', async () => {
    expect(await say(anna().context, 'canned')).toBe(
      [
        '/bye: Goodbye!',
        '/hello: Hello {visitor}, {operator} of {workgroup} here.',
        '/helpdesk (yours): See {case} at {nowhere}.',
      ].join('\n'),
    )
    expect(await say(anna().context, 'canned goodb')).toBe('/bye: Goodbye!')
    expect(await say(anna().context, 'canned zzz')).toBe('There is no canned reply with "zzz".')
    expect(await say(anna({ canned: [] }).context, 'canned')).toBe('There are no canned replies yet.')
  })

  it.each([
    ['/hello', 'Hello Jon, Anna of Support here.'],
    ['canned use hello', 'Hello Jon, Anna of Support here.'],
    ['canned use /Hello', 'Hello Jon, Anna of Support here.'],
    ['/helpd', 'See 1830 at {nowhere}.'],
    ['/bye', 'Goodbye!'],
  ])('C7: "%s" fills in what it names', async (words, text) => {
    expect(await say(anna().context, words)).toBe(text)
  })

  it('C7: needs nobody where it names nobody, and leaves open what is not known', async () => {
    expect(await say(anna({}, [MIA]).context, '/bye')).toBe('Goodbye!')
    expect(await say(anna({}, [MIA]).context, '/hello')).toBe('Hello {visitor}, Anna of Support here.')
  })

  it('C7: asks for whom with several chats', async () => {
    const answer = await answered(anna({}, [JON, IDA]).context, '/hello')
    expect(answer?.text).toMatch(/^Which one\?/)
    const words = answer?.responses.map(({ value }) => value) ?? []
    expect(words).toEqual(['canned use hello 1830', 'canned use hello 1831'])
    expect(await say(anna({}, [JON, IDA]).context, words[1] ?? '')).toBe('Hello Ida, Anna of Support here.')
    expect(await say(anna({}, [JON, IDA]).context, '/hello ida')).toBe('Hello Ida, Anna of Support here.')
  })

  it('C7: asks which when several begin so', async () => {
    const answer = await answered(anna().context, '/hel')
    expect(answer?.responses.map(({ value }) => value)).toEqual(['canned use hello', 'canned use helpdesk'])
  })

  it('C7: the own one comes before the shared one of that name', async () => {
    const own = { ...HELLO, text: 'Hi {visitor}', shared: false }
    expect(await say(anna({ canned: [HELLO, own] }).context, '/hello')).toBe('Hi Jon')
  })

  it('C7: what the visitor is called is not read as a variable', async () => {
    const jon = { ...JON, case: { ...JON.case, name: '{workgroup}' } }
    expect(await say(anna({}, [jon]).context, '/hello')).toBe('Hello {workgroup}, Anna of Support here.')
  })

  it.each([
    [
      'canned save thanks: Thank you,\n{visitor}!',
      ['save', { name: 'thanks', text: 'Thank you,\n{visitor}!', shared: false }],
    ],
    ['canned save /Thanks Thank you!', ['save', { name: 'thanks', text: 'Thank you!', shared: false }]],
    ['canned remove bye', ['remove', 'bye', false]],
  ])('C7: "%s"', async (words, wanted) => {
    const { context, written } = anna()
    await say(context, words)
    expect(written).toEqual([wanted])
  })

  it.each([
    [
      'canned share bye: See you!',
      ['save', { name: 'bye', text: 'See you!', shared: true }],
      'Saved for everybody: /bye.',
    ],
    ['canned unshare bye', ['remove', 'bye', true], 'Removed: /bye.'],
  ])('C7: "%s" is for supervisors', async (words, wanted, text) => {
    const operator = anna()
    expect(await say(operator.context, words)).toBe('This is for supervisors.')
    expect(operator.written).toEqual([])
    const supervisor = anna({}, [], true)
    expect(await say(supervisor.context, words)).toBe(text)
    expect(supervisor.written).toEqual([wanted])
  })

  it.each([
    ['canned save', 'Write: canned save hello: the words'],
    ['canned save list: x', '"list" has a meaning already. Choose another name.'],
    ['canned save take: x', '"take" has a meaning already. Choose another name.'],
    ['canned save /Accept x', '"accept" has a meaning already. Choose another name.'],
    ['canned save a/b: x', 'A name is one word of letters, digits, "-" and "_".'],
    ['canned save thanks', 'Write: canned save thanks: the words'],
    ['canned use nothing', 'There is no canned reply "nothing".'],
    ['canned use', 'Which one? Write its name.'],
  ])('refuses "%s"', async (words, text) => {
    const { context, written } = anna()
    expect(await say(context, words)).toBe(text)
    expect(written).toEqual([])
  })

  it('says that there was none to remove', async () => {
    expect(await say(anna({ fault: 'not-found' }).context, 'canned remove bye')).toBe(
      'There is no canned reply "bye".',
    )
  })

  it('A2: a slash before a word of ours is that word', async () => {
    const { context } = anna({ canned: [{ name: 'status', text: 'x', shared: true }] })
    expect(await say(context, '/status')).toMatch(/^You are/)
  })
})
