import { describe, expect, it } from 'vitest'
import { actions } from './actions.ts'
import { fake, LEA, MIA, OMAR, row } from './fake.kit.ts'
import { answerText } from './text.ts'
import type { CommandContext } from './types.ts'

const raw = async (context: CommandContext, words: string) => (await answerText(context, words))?.text
/** Without how it is written, which follows where it was written wrongly. */
const say = async (context: CommandContext, words: string) =>
  (await raw(context, words))?.replace(/\nWrite: [^\n]*$/, '')

const RINGING = row({ id: 'd4d4d4', number: 1850, name: 'Noor', minutes: 3, ringsHere: true })
const mine = row({ id: 'e5e5e5', number: 1830, name: 'Jon', minutes: 9, phase: 'active', operator: 'Anna' })
const mineToo = row({
  id: 'f6f6f6',
  number: 1831,
  name: 'Ida',
  minutes: 8,
  phase: 'active',
  operator: 'Anna',
})
const bens = row({ id: 'a7a7a7', number: 1832, name: 'Kim', minutes: 7, phase: 'active', operator: 'Ben' })

describe('A3: take', () => {
  it.each([
    ['take', '7k3q9x'],
    ['Take', '7k3q9x'],
    ['/take', '7k3q9x'],
    [' take. ', '7k3q9x'],
    ['accept 1843', 'b2b2b2'],
    ['take #1843', 'b2b2b2'],
    ['take C3C3C3', 'c3c3c3'],
    ['take omar ali', 'b2b2b2'],
    ['TAKE OMAR', 'b2b2b2'],
    ['take le\u0301a', 'c3c3c3'],
  ])('A3: "%s" takes %s out of the queue', async (words, id) => {
    const context = fake()
    await say(context, words)
    expect(context.asked).toEqual([{ type: 'take', case: id, operator: 'anna@localhost' }])
  })

  it('A2: alone it accepts what rings, before anybody who waits longer', async () => {
    const context = fake([MIA, RINGING])
    expect(await say(context, 'take')).toBe('Taken: Noor, case 1850. The invitation is on its way.')
    expect(context.asked).toEqual([{ type: 'accept', case: 'd4d4d4', operator: 'anna@localhost' }])
  })

  it('A2: what they have already is not said to be taken', async () => {
    const context = fake([mine])
    expect(await say(context, 'take jon')).toBe(
      'You have it already: Jon, case 1830. You are invited once more.',
    )
  })

  it('Q2: alone it skips those who are away, unless nobody else is there', async () => {
    const context = fake([OMAR, LEA])
    await say(context, 'take')
    const onlyAway = fake([OMAR])
    await say(onlyAway, 'take')
    expect([context.asked[0]?.case, onlyAway.asked[0]?.case]).toEqual(['c3c3c3', 'b2b2b2'])
  })

  it('says that nobody waits', async () => expect(await say(fake([]), 'take')).toBe('Nobody is waiting.'))

  it('says that there is no such case', async () => {
    const context = fake()
    expect(await say(context, 'take 99')).toBe('There is no case "99".')
    expect(context.asked).toEqual([])
  })

  it('says who has it', async () => {
    expect(await say(fake([MIA, bens], { fault: 'already-taken' }), 'take kim')).toBe(
      'Ben has it: Kim, case 1832.',
    )
    expect(await say(fake([MIA, mine], { fault: 'already-taken' }), 'take jon')).toBe(
      'You have it already: Jon, case 1830.',
    )
  })

  it('says why not', async () => {
    expect(await say(fake([MIA], { fault: 'no-free-seat' }), 'take')).toMatch(/as many chats/)
  })

  it('asks which of two is meant, and says how to answer', async () => {
    const context = fake([MIA, row({ id: 'g8g8g8', number: 1851, name: 'mia', minutes: 0 })])
    const answer = await answerText(context, 'take mia')
    expect(answer?.text).toBe('Which one?\n- Mia, case 1842: "take 1842"\n- mia, case 1851: "take 1851"')
    expect(answer?.responses.map(({ value }) => value)).toEqual(['take 1842', 'take 1851'])
    expect(context.asked).toEqual([])
  })
})

describe('A3: reject', () => {
  it('A3: declines what rings', async () => {
    const context = fake([MIA, RINGING])
    expect(await say(context, 'reject')).toBe('Rejected: Noor, case 1850.')
    expect(context.asked).toEqual([{ type: 'reject', case: 'd4d4d4', operator: 'anna@localhost' }])
  })
  it('has nothing to decline', async () => expect(await say(fake(), 'reject')).toBe('Nothing rings at you.'))
  it('asks when several ring', async () => {
    const two = fake([RINGING, row({ id: 'h9h9h9', number: 1852, name: 'Max', minutes: 0, ringsHere: true })])
    expect(await say(two, 'reject')).toMatch(/^Which one\?/)
  })
})

describe('A3: close', () => {
  it('A3: ends the one chat', async () => {
    const context = fake([MIA, mine, bens])
    expect(await say(context, 'close')).toBe('Closed: Jon, case 1830.')
    expect(context.asked).toEqual([{ type: 'close', case: 'e5e5e5', operator: 'anna@localhost' }])
  })
  it('asks with more than one', async () => {
    const context = fake([mine, mineToo])
    expect(await say(context, 'close')).toMatch(/Which one/)
    expect(await say(context, 'close ida')).toBe('Closed: Ida, case 1831.')
  })
  it('has nothing to close', async () => expect(await say(fake(), 'close')).toBe('You have no chat.'))
  it('leaves the chats of others to the rules', async () => {
    expect(await say(fake([mine, bens], { fault: 'not-your-chat' }), 'close kim')).toBe(
      'This is not your chat.',
    )
  })
})

describe('A3: taken out of the configuration in mid-chat', () => {
  it('A3: may end what they have, hand it on, and nothing else', async () => {
    const context = fake([mine], { finishing: true })
    const lines = (await say(context, 'help'))?.split('\n').map((line) => line.split(' ')[0])
    expect(lines).toEqual(['help', 'close', 'transfer', 'keep'])
    for (const words of ['take', 'queue', 'status away', 'note hi', 'invite ben', 'assign jon to ben'])
      expect(await say(context, words)).toMatch(/^You are not an operator of this workgroup any more/)
    expect(context.asked).toEqual([])
    expect(context.statuses).toEqual([])
    expect(await say(context, 'close')).toBe('Closed: Jon, case 1830.')
  })
})

describe('A3: queue', () => {
  it('A3: says who waits, since when and what about', async () => {
    expect(await say(fake([MIA, OMAR, LEA, RINGING, bens]), 'queue')).toBe(
      [
        '4 waiting:',
        'Mia, case 1842, 2 min: Where is my order?',
        'Omar Ali, case 1843 (away: back in 5), 1 min',
        'Léa, case 1844, under 1 min',
        'Noor, case 1850, 3 min, rings at you',
      ].join('\n'),
    )
  })
  it('says that nobody does', async () => expect(await say(fake([bens]), 'queue')).toBe('Nobody is waiting.'))
  it('stays readable with many', async () => {
    const many = Array.from({ length: 50 }, (_, i) => row({ id: `x${i}`, number: i, name: 'N', minutes: 0 }))
    const text = await say(fake(many), 'queue')
    expect(text?.split('\n')).toHaveLength(22)
    expect(text).toMatch(/^50 waiting:/)
    expect(text).toMatch(/and 30 more$/)
  })
})

describe('A3: status', () => {
  it('A3: tells who is on duty and the own chats', async () => {
    expect(await say(fake([MIA, mine]), 'status')).toBe(
      [
        'You are available, 1 of 4 chats.',
        '- Jon, case 1830',
        'Ben: away (lunch), 0 of 2 chats',
        'Carol: offline, 0 of 4 chats',
      ].join('\n'),
    )
  })
  it.each([
    ['status away', ['away', undefined]],
    ['status DND in a meeting', ['dnd', 'in a meeting']],
    ['status back in 5', ['available', 'back in 5']],
  ])('A3: "%s" sets it', async (words, wanted) => {
    const context = fake()
    await say(context, words)
    expect(context.statuses).toEqual([wanted])
  })
  it('says why not', async () => {
    expect(await say(fake([], { fault: 'not-on-duty' }), 'status away')).toBe(
      'You are not on duty here. Add this workgroup to your contacts, and let it see whether you are online.',
    )
  })
})

describe('A3: help', () => {
  it('A3: lists every word with what it does', async () => {
    const text = await say(fake([], { supervisor: true }), 'help')
    for (const { name, help } of actions) {
      expect(text).toContain(name)
      expect(text).toContain(help)
    }
  })
  it('A3: explains one word, with an example', async () => {
    expect(await say(fake(), 'help transfer')).toMatch(
      /^transfer \[case\] to .*\nFor example: transfer 1842 to ben: /,
    )
  })
  it('says that there is no such word', async () => {
    expect(await say(fake(), 'help takes')).toBe('There is no word "takes". "help" lists those there are.')
    expect(await say(fake(), 'help takeover')).toBe(
      'There is no word "takeover". "help" lists those there are.',
    )
  })
  it('does not speak to operators of what is for supervisors', async () => {
    expect(await say(fake(), 'help')).not.toContain('takeover')
    expect(await say(fake(), 'takeover 1842')).toBe('This is for supervisors.')
  })
  it.each(['?', '/help', 'HELP!'])('also by "%s"', async (words) => {
    expect(await say(fake(), words)).toContain('take [case]')
  })
})

describe('what is no command', () => {
  it('is answered with the words there are', async () => {
    expect(await say(fake(), 'hello there')).toMatch(
      /^I do not know "hello"\. The words are: help, queue, take, .*, status, on\. "help" says what they do\.$/,
    )
  })
  it('is told from what was understood, so that two machines do not talk for ever', async () => {
    expect((await answerText(fake(), 'I am away'))?.understood).toBe(false)
    expect((await answerText(fake(), 'take nobody'))?.understood).toBe(true)
  })
  it('is not repeated when it is long', async () => {
    expect(await say(fake(), 'x'.repeat(5000))).toMatch(/^I did not understand that\./)
  })
  it('is not answered when it is nothing', async () => {
    expect(await answerText(fake(), ' \n ')).toBeUndefined()
  })

  it.each([
    'I am away and will take it later',
    'This user has taken the day off.',
    'taken',
    'ok',
    'yes',
    'Auto-reply: take a number',
    'take care, I am on holiday',
    'accepted',
    '?OTRv23?',
    'joined the room',
    '@take',
    'takе', // with a Cyrillic е
  ])('A2: "%s", which a client may send by itself, accepts nothing', async (words) => {
    const context = fake([MIA, RINGING])
    await answerText(context, words)
    expect(context.asked).toEqual([])
  })
})

it.each([
  ['status dnd: at lunch', ['dnd', 'at lunch']],
  ['status DND at lunch', ['dnd', 'at lunch']],
  ['status: at lunch', ['available', 'at lunch']],
  ['status back at 14:00', ['available', 'back at 14:00']],
])('A3: "%s"', async (words, set) => {
  const context = fake()
  await answerText(context, words)
  expect(context.statuses).toEqual([set])
})

it('R4: a status says where the chats are that cannot be named here', async () => {
  expect((await answerText(fake([MIA]), 'status'))?.text).toMatch(
    /^You are available, 1 of 4 chats\.\n- 1 in other workgroups\nBen/,
  )
})

it.each([
  ['take 4711', 'There is no case "4711".\nWrite: take [case]'],
  ['transfer jon to nobody', 'There is no colleague or workgroup "nobody".\nWrite: '],
  ['priority', 'This is for supervisors.'],
])('A3: who is refused for what they have written reads how it is written: %s', async (words, start) => {
  const answer = await raw(fake([mine]), words)
  expect(answer?.slice(0, start.length)).toBe(start)
  if (start.startsWith('This')) expect(answer).toBe(start)
})
