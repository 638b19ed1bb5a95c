import { describe, expect, it } from 'vitest'
import type { Fault } from '../../core/types.ts'
import { fake, MIA, NOW, OMAR, row } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import { answered, IDA, JON, KIM, LIU, say } from './chats.kit.ts'

const ANNA = 'anna@localhost'
const carol = (cases = [MIA, OMAR, JON, KIM, LIU], fault?: Fault) =>
  fake(cases, { supervisor: true, ...(fault && { fault }) })

describe('C4: a supervisor', () => {
  it.each([
    ['join kim', { type: 'join-chat', case: 'a7a7a7', operator: ANNA, silent: false }],
    ['join 1832 silently', { type: 'join-chat', case: 'a7a7a7', operator: ANNA, silent: true }],
    ['join silently', { type: 'join-chat', case: 'a7a7a7', operator: ANNA, silent: true }],
    ['assign mia to ben', { type: 'assign', case: '7k3q9x', operator: 'ben@localhost', by: ANNA }],
    ['assign 1832 to anna', { type: 'assign', case: 'a7a7a7', operator: ANNA, by: ANNA }],
    ['takeover 1832', { type: 'take-over', case: 'a7a7a7', operator: ANNA }],
    ['take-over kim', { type: 'take-over', case: 'a7a7a7', operator: ANNA }],
    ['priority mia high', { type: 'prioritise', case: '7k3q9x', priority: 10 }],
    ['priority 1843 to urgent', { type: 'prioritise', case: 'b2b2b2', priority: 20 }],
    ['priority omar ali -3', { type: 'prioritise', case: 'b2b2b2', priority: -3 }],
    ['close kim', { type: 'depart', case: 'a7a7a7', by: ANNA }],
    ['close mia', { type: 'depart', case: '7k3q9x', by: ANNA }],
    ['close', { type: 'close', case: 'e5e5e5', operator: ANNA }],
  ])('C4: "%s"', async (words, event) => {
    const context = carol()
    await say(context, words)
    expect(context.asked).toEqual([event])
  })

  it.each(['join kim', 'assign mia to ben', 'takeover kim', 'priority mia high', 'pause', 'open'])(
    'C4: "%s" is for supervisors only',
    async (words) => {
      const { records, written } = shelf()
      const context = fake([MIA, KIM], { records })
      expect(await say(context, words)).toBe('This is for supervisors.')
      expect([context.asked, written]).toEqual([[], []])
    },
  )

  it.each(['take mia', 'reject', 'contact mia'])('C4: without seats here "%s" is refused', async (words) => {
    const context = fake([MIA, KIM], { supervisor: true, operator: false })
    expect(await say(context, words)).toMatch(/^You supervise this workgroup, but have no seats in it/)
    expect(context.asked).toEqual([])
  })

  it('C4: without seats here sees and commands the rest', async () => {
    const context = fake([MIA, KIM], { supervisor: true, operator: false })
    expect(await say(context, 'queue')).toContain('Mia')
    const help = await say(context, 'help')
    expect(help).toContain('takeover')
    expect(help).not.toMatch(/^take /m)
    await say(context, 'takeover kim')
    expect(context.asked).toEqual([{ type: 'take-over', case: 'a7a7a7', operator: ANNA }])
  })

  it('C4: does not end the chats of others without being one', async () => {
    const context = fake([JON, KIM], { fault: 'not-your-chat' })
    expect(await say(context, 'close kim')).toBe('This is not your chat.')
    expect(context.asked).toEqual([{ type: 'close', case: 'a7a7a7', operator: ANNA }])
  })

  it('asks which chat, whom, and how high', async () => {
    expect((await answered(carol([KIM, JON, IDA]), 'assign to ben'))?.responses[0]?.value).toBe(
      'assign 1832 to ben',
    )
    expect((await answered(carol([MIA]), 'assign mia'))?.responses.map(({ value }) => value)).toEqual([
      'assign mia to anna@localhost',
      'assign mia to ben@localhost',
      'assign mia to carol@localhost',
    ])
    expect((await answered(carol([MIA]), 'priority mia'))?.responses[0]).toEqual({
      label: 'Urgent',
      value: 'priority mia 20',
    })
  })

  it('C4: hears why it cannot be, and who has it', async () => {
    expect(await say(carol([MIA], 'colleague-not-free'), 'assign mia to carol')).toBe('Carol is offline.')
    const opening = row({
      id: 'o1',
      number: 1850,
      name: 'Olga',
      minutes: 1,
      phase: 'opening',
      operator: 'Ben',
    })
    expect(await say(carol([opening], 'already-taken'), 'assign olga to anna')).toBe(
      'Ben has it: Olga, case 1850.',
    )
  })

  it.each([
    ['priority mia loud', 'There is no case "mia loud".'],
    ['join nobody', 'There is no case "nobody".'],
    ['assign mia to nobody', 'There is no "nobody" here.'],
  ])('refuses "%s"', async (words, text) => {
    const context = carol()
    expect(await say(context, words)).toBe(text)
    expect(context.asked).toEqual([])
  })
})

describe('A3: priority', () => {
  it.each(['priority mia 99999', 'priority 1842 -3.5', 'priority mia to 1,5'])(
    'refuses "%s"',
    async (words) => {
      const context = carol()
      expect(await say(context, words)).toBe(
        'The priority must be urgent, high, normal, low or a whole number from -1000 to 1000.',
      )
      expect(context.asked).toEqual([])
    },
  )
})

describe('A3: pause and open', () => {
  it.each([
    ['pause', 'paused', 'Support is paused: no new requests are taken.'],
    ['open', 'as-usual', 'Support is no longer paused.'],
  ])('A3: %s', async (words, how, text) => {
    const { records, written } = shelf()
    expect(await say(fake([], { supervisor: true, records }), words)).toBe(text)
    expect(written).toEqual([['by hand', how]])
  })
  it.each([
    // The clock of the workgroup shows eleven.
    ['pause for 30 min', 'paused', 30, 'Support is paused until 11:30 (Europe/Berlin).'],
    ['pause until 11:15', 'paused', 15, 'Support is paused until 11:15 (Europe/Berlin).'],
    ['open until 20:00', 'open', 540, 'Support is open until 20:00 (Europe/Berlin).'],
    ['open until 9:00', 'open', 1320, 'Support is open until 2026-11-22 09:00 (Europe/Berlin).'],
  ])('D7: %s ends by itself', async (words, how, minutes, text) => {
    const { records, written } = shelf()
    expect(await say(fake([], { supervisor: true, records }), words)).toBe(text)
    expect(written).toEqual([['by hand', how, NOW + minutes * 60_000]])
  })
  it.each(['pause for 400 d', 'open for 0 min', 'pause until 25:00'])(
    'D7: "%s" is refused',
    async (words) => {
      const { records, written } = shelf()
      expect(await say(fake([], { supervisor: true, records }), words)).toMatch(/^(How long|Write just)/)
      expect(written).toEqual([])
    },
  )
  it.each(['open until five, then I am away', 'Pause for lunch'])('A2: "%s" does nothing', async (words) => {
    const { records, written } = shelf()
    expect(await say(fake([], { supervisor: true, records }), words)).toMatch(/^Write just/)
    expect(written).toEqual([])
  })
  it('says where it is not possible', async () => {
    expect(await say(fake([], { supervisor: true }), 'pause')).toBe('This is not possible here.')
  })
})
