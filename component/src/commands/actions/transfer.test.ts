import { describe, expect, it } from 'vitest'
import { fake, MIA, row } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import { answered, IDA, JON, KIM, LIU, say } from './chats.kit.ts'

const ANNA = 'anna@localhost'
const toBen = { operator: 'ben@localhost' }
const transferred = (id: string, to: unknown, note?: string) => ({
  type: 'transfer',
  case: id,
  operator: ANNA,
  to,
  ...(note && { note }),
})

describe('C5: transfer', () => {
  it.each([
    ['transfer 1831 to ben: please check the refund', 'f6f6f6', toBen, 'please check the refund'],
    ['transfer ida to Ben', 'f6f6f6', toBen, undefined],
    ['/transfer #1830 to ben@localhost:two\nlines: yes', 'e5e5e5', toBen, 'two\nlines: yes'],
    [
      'Transfer jon to sales: wants a quote',
      'e5e5e5',
      { workgroup: 'sales@support.localhost' },
      'wants a quote',
    ],
    [
      'transfer jon to sales@support.localhost',
      'e5e5e5',
      { workgroup: 'sales@support.localhost' },
      undefined,
    ],
    ['transfer jon to queue', 'e5e5e5', 'queue', undefined],
    ['transfer jon to the queue', 'e5e5e5', 'queue', undefined],
    ['transfer jon ben: hi', 'e5e5e5', toBen, 'hi'],
    ['transfer 1830 the queue', 'e5e5e5', 'queue', undefined],
  ])('C5: "%s"', async (words, id, to, note) => {
    const context = fake([MIA, JON, IDA, KIM])
    await say(context, words)
    expect(context.asked).toEqual([transferred(id, to, note)])
  })

  it.each(['transfer ben: hi', 'transfer to ben: hi', 'transfer jon to ben: hi'])(
    'C5: "%s" with one chat means that one',
    async (words) => {
      const context = fake([MIA, JON])
      expect(await say(context, words)).toBe(
        'Offered to Ben: Jon, case 1830. Until it is accepted the chat stays yours.',
      )
      expect(context.asked).toEqual([transferred('e5e5e5', toBen, 'hi')])
    },
  )

  it('C5: asks which of several chats, and keeps what was said', async () => {
    const context = fake([JON, IDA])
    const answer = await answered(context, 'transfer to ben: please check')
    expect(answer?.text).toMatch(/^Which one\?/)
    expect(answer?.responses.map(({ value }) => value)).toEqual([
      'transfer 1830 to ben: please check',
      'transfer 1831 to ben: please check',
    ])
    await say(context, answer?.responses[1]?.value ?? '')
    expect(context.asked).toEqual([transferred('f6f6f6', toBen, 'please check')])
  })

  it('C5: asks to whom, with who is there', async () => {
    const answer = await answered(fake([JON]), 'transfer jon: please check')
    expect(answer?.text).toMatch(
      /^To whom\?\n- Ben \(away\), 0 of 2 chats: "transfer jon to ben@localhost: please/,
    )
    expect(answer?.responses.map(({ label }) => label)).toEqual([
      'Ben (away), 0 of 2 chats',
      'Carol (offline), 0 of 4 chats',
      'Workgroup Sales',
      'Back to the queue',
    ])
  })

  it.each([
    ['transfer jon to nobody', 'There is no colleague or workgroup "nobody".'],
    ['transfer jon to anna', 'You cannot hand a chat on to yourself.'],
    ['transfer jon nobody', 'There is no colleague or workgroup "jon nobody".'],
    ['transfer 99 to ben', 'There is no case "99".'],
  ])('C5: "%s" is refused', async (words, text) => {
    const context = fake([JON])
    expect(await say(context, words)).toBe(text)
    expect(context.asked).toEqual([])
  })

  it('C5: says why not', async () => {
    const notFree = { fault: 'colleague-not-free' } as const
    expect(await say(fake([JON], notFree), 'transfer ben')).toBe('Ben is not free right now (away).')
    expect(await say(fake([JON], notFree), 'transfer carol')).toBe('Carol is offline.')
    expect(await say(fake([JON], { fault: 'transfer-under-way' }), 'transfer ben')).toMatch(/on its way/)
  })

  it('C5: to the workgroup it is in means back to its queue', async () => {
    const context = fake([JON])
    expect(await say(context, 'transfer jon to support')).toMatch(/^Offered to the queue: Jon/)
    expect(context.asked).toMatchObject([{ type: 'transfer', to: 'queue' }])
  })

  it.each(['transfer jon to ben: please check', 'invite ben to jon: please check'])(
    'C5: "%s" leaves the note with the case; refused, or without words, it leaves none',
    async (words) => {
      const { records, written } = shelf()
      await say(fake([JON], { records, fault: 'colleague-not-free' }), words)
      await say(fake([JON], { records }), words.replace(/:.*/, ''))
      expect(written).toEqual([])
      await say(fake([JON], { records }), words)
      expect(written).toEqual([['note', 'e5e5e5', 'please check']])
    },
  )

  it('C5: needs a chat', async () => expect(await say(fake([MIA]), 'transfer ben')).toBe('You have no chat.'))
})

describe('C5: the other side', () => {
  const asked = row({
    id: 'k9',
    number: 1840,
    name: 'Noor',
    minutes: 3,
    phase: 'active',
    operator: 'Ben',
    ringsHere: true,
    asks: { by: { jid: 'ben@localhost', name: 'Ben' }, as: 'owner', note: 'knows you' },
  })
  it('C5: accepts with the word for every offer', async () => {
    const context = fake([MIA, asked])
    await say(context, 'take')
    expect(context.asked).toEqual([{ type: 'accept', case: 'k9', operator: ANNA }])
  })
  it('C5: declines with the word for every offer', async () => {
    const context = fake([MIA, asked])
    await say(context, 'reject')
    expect(context.asked).toEqual([{ type: 'reject', case: 'k9', operator: ANNA }])
  })
  it('C5: sees it in the queue, with who and why', async () => {
    expect(await say(fake([asked]), 'queue')).toBe(
      '1 waiting:\nNoor, case 1840, 3 min, Ben hands it on to you (knows you)',
    )
  })
})

describe('C5: keep', () => {
  const going = row({
    id: 'g1',
    number: 1834,
    name: 'Max',
    minutes: 5,
    phase: 'active',
    operator: 'Anna',
    goingTo: 'Ben',
  })
  it('C5: takes a transfer back', async () => {
    const context = fake([JON, going])
    expect(await say(context, 'keep')).toBe('Kept: Max, case 1834.')
    expect(context.asked).toEqual([{ type: 'cancel-transfer', case: 'g1', operator: ANNA }])
  })
  it('has nothing to take back', async () => {
    expect(await say(fake([JON]), 'keep')).toMatch(/^None of your chats/)
  })
  it('C5: status shows what is on its way', async () => {
    expect(await say(fake([going]), 'status')).toContain('- Max, case 1834, on its way to Ben')
  })
})

describe('C4: invite and leave', () => {
  it.each([
    ['invite ben', [JON], 'e5e5e5', undefined],
    ['invite ben to ida: he knows', [JON, IDA], 'f6f6f6', 'he knows'],
    ['invite Ben to 1830', [JON, IDA], 'e5e5e5', undefined],
  ])('C4: "%s"', async (words, cases, id, note) => {
    const context = fake(cases)
    await say(context, words)
    expect(context.asked).toEqual([
      { type: 'invite', case: id, operator: ANNA, guest: 'ben@localhost', ...(note && { note }) },
    ])
  })
  it('C4: asks into which chat', async () => {
    const answer = await answered(fake([JON, IDA]), 'invite ben')
    expect(answer?.responses[0]?.value).toBe('invite ben to 1830')
  })
  it('C4: asks whom', async () => {
    const answer = await answered(fake([JON]), 'invite')
    expect(answer?.responses.map(({ value }) => value)).toEqual([
      'invite ben@localhost',
      'invite carol@localhost',
    ])
  })
  it('C4: hears by name why a colleague does not come, and does not invite themselves', async () => {
    expect(await say(fake([JON], { fault: 'already-in-chat' }), 'invite ben')).toBe(
      'Ben is in this chat already, or asked to come.',
    )
    expect(await say(fake([JON], { fault: 'colleague-not-free' }), 'invite carol')).toBe('Carol is offline.')
    const context = fake([JON])
    expect(await say(context, 'invite anna')).toBe('You are in this chat already: name a colleague.')
    expect(context.asked).toEqual([])
  })
  it('C4: a guest leaves', async () => {
    const context = fake([JON, KIM, LIU])
    expect(await say(context, 'leave')).toBe('Left: Liu, case 1833.')
    expect(context.asked).toEqual([{ type: 'leave-chat', case: 'l8l8l8', operator: ANNA }])
  })
  it('C4: a guest sees the chat in the status', async () => {
    expect(await say(fake([LIU]), 'status')).toContain('- Liu, case 1833, with Ben')
  })
  it('has nothing to leave', async () => {
    expect(await say(fake([JON, KIM]), 'leave')).toBe('You are in no chat of a colleague.')
  })
})
