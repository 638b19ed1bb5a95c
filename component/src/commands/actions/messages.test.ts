import { describe, expect, it } from 'vitest'
import { fake } from '../fake.kit.ts'
import { LEFT, LEFT_TOO, shelf } from '../records.kit.ts'
import { answered, say } from './chats.kit.ts'

const anna = (has: Parameters<typeof shelf>[0] = {}) => {
  const { records, written } = shelf({ messages: [LEFT, LEFT_TOO], ...has })
  return { context: fake([], { records }), written }
}

describe('A3: messages', () => {
  it('Q5: shows what nobody has answered', async () => {
    expect(await say(anna().context, 'messages')).toBe(
      [
        'Zoe, case 1801, 3 h ago: Do you ship to Norway?',
        'Yan, case 1802, 3 h ago, no address to answer to: Do you ship to Norway?',
        'Answer with "answer 1801: your words"; "settle 1801" says that it is dealt with.',
      ].join('\n'),
    )
    expect(await say(anna({ messages: [] }).context, 'messages')).toBe(
      'No messages are waiting for an answer.',
    )
  })
})

describe('A3: answer', () => {
  it('Q5: to an account where there is no e-mail address', async () => {
    const { context } = anna({ messages: [{ ...LEFT, mail: undefined, account: 'zoe@localhost' }] })
    expect(await say(context, 'messages')).toContain('Zoe, case 1801, 3 h ago: Do you ship')
    expect(await say(context, 'answer zoe: yes')).toBe('Sent to zoe@localhost: Zoe, case 1801.')
  })

  it.each([
    'answer 1801: Yes,\nwe do.',
    'answer #1801 Yes,\nwe do.',
    'answer zoe: Yes,\nwe do.',
    'answer m1m1m1: Yes,\nwe do.',
  ])('Q5: "%s"', async (words) => {
    const { context, written } = anna()
    expect(await say(context, words)).toBe('Sent to zoe@example.org: Zoe, case 1801.')
    expect(written).toEqual([['answer', 'm1m1m1', 'Yes,\nwe do.']])
  })

  it.each([
    'Answer will follow when I am back.',
    'answer: yes',
    'answer',
    'answer 1801',
    'answer 99: yes',
    'answer 1801:',
  ])('A2: "%s" sends nothing', async (words) => {
    const { context, written } = anna({ messages: [LEFT] })
    expect(await say(context, words)).not.toMatch(/^Sent/)
    expect(written).toEqual([])
  })

  it('Q5: asks which message, and keeps the words', async () => {
    const answer = await answered(anna().context, 'answer : yes')
    expect(answer?.responses.map(({ value }) => value)).toEqual(['answer 1801: yes', 'answer 1802: yes'])
  })

  it.each([
    ['no-address', 'There is no address to answer to.'],
    [
      'not-sent',
      'No e-mail can be sent from here: no mail server is configured. Write to zoe@example.org yourself, then settle 1801.',
    ],
  ] as const)('Q5: says %s', async (fault, text) => {
    expect(await say(anna({ fault }).context, 'answer 1801: yes')).toBe(text)
  })
})

describe('A3: settle', () => {
  it.each(['settle 1802', 'settle #1802', 'settle yan', 'settle 1802'])('Q5: "%s"', async (words) => {
    const { context, written } = anna()
    expect(await say(context, words)).toBe('Settled: Yan, case 1802.')
    expect(written).toEqual([['settle', 'm2m2m2']])
  })

  it('Q5: asks which message, and says when there is none such', async () => {
    const { context, written } = anna()
    const answer = await answered(context, 'settle')
    expect(answer?.responses.map(({ value }) => value)).toEqual(['settle 1801', 'settle 1802'])
    expect(await say(context, 'settle 99')).toBe('There is no message "99".')
    expect(written).toEqual([])
  })
})
