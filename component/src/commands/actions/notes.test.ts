import { describe, expect, it } from 'vitest'
import { fake, MIA, NOW, row } from '../fake.kit.ts'
import { shelf } from '../records.kit.ts'
import { answered, IDA, JON, KIM, say } from './chats.kit.ts'
import { readTags } from './notes.ts'

const notes = [{ by: 'ben@localhost', at: NOW - 120_000, text: 'Called back.' }]
const NOTED = row({
  id: 'n1',
  number: 1835,
  name: 'Uma',
  minutes: 5,
  phase: 'active',
  operator: 'Anna',
  notes,
  tags: ['refund'],
})
const PAST = { id: 'p1', number: 1700, name: 'Old', notes: [], tags: ['new'] }

describe('C7: note', () => {
  it.each([
    ['note called back twice', [JON], 'e5e5e5', 'called back twice'],
    ['note: called back', [JON], 'e5e5e5', 'called back'],
    ['note see also: the wiki', [JON], 'e5e5e5', 'see also: the wiki'],
    ['note 1831: wants it blue', [JON, IDA], 'f6f6f6', 'wants it blue'],
    ['note ida: wants it blue\nand large', [JON, IDA], 'f6f6f6', 'wants it blue\nand large'],
    ['note #1831 wants it blue', [JON, IDA], 'f6f6f6', 'wants it blue'],
    ['note mia: angry', [MIA, JON], '7k3q9x', 'angry'],
    ['note kim: angry', [JON, KIM], 'a7a7a7', 'angry'],
    ['note 1700: paid', [JON], 'p1', 'paid'],
  ])('C7: "%s"', async (words, cases, id, text) => {
    const { records, written } = shelf({ past: [PAST] })
    expect(await say(fake(cases, { records }), words)).toMatch(/^Noted: /)
    expect(written).toEqual([['note', id, text]])
  })

  it.each(['note', 'note uma', 'note 1835'])('C7: "%s" shows what is there', async (words) => {
    const { records, written } = shelf()
    expect(await say(fake([NOTED], { records }), words)).toBe(
      'Notes, Uma, case 1835:\nBen, 2 min ago: Called back.\nTags: refund',
    )
    expect(written).toEqual([])
  })

  it('Q5: what the workgroup itself has noted stands under its name', async () => {
    const by = 'support@support.localhost'
    const left = {
      ...NOTED,
      case: { ...NOTED.case, tags: [], notes: [{ by, at: NOW, text: 'Has left a message.' }] },
    }
    expect(await say(fake([left]), 'note')).toBe(
      'Notes, Uma, case 1835:\nSupport, under 1 min ago: Has left a message.',
    )
  })

  it('C7: asks about which chat, and keeps the words', async () => {
    const answer = await answered(fake([JON, IDA]), 'note wants it blue')
    expect(answer?.responses[1]?.value).toBe('note 1831: wants it blue')
  })

  it.each([
    ['note 99: x', 'There is no case "99".'],
    [`note 1830: ${'x'.repeat(2001)}`, 'Note is too long: at most 2000 characters.'],
  ])('refuses %#', async (words, text) => {
    expect(await say(fake([JON]), words)).toBe(text)
  })
  it('needs a case', async () =>
    expect(await say(fake([MIA]), 'note x')).toBe('You have no chat. Which case is meant?'))
})

describe('C7: tag', () => {
  it('C7: puts tags on and takes them away', async () => {
    const { records, written } = shelf()
    expect(await say(fake([NOTED], { records }), 'tag VIP, #Blue -refund')).toBe(
      'Tagged vip, blue: Uma, case 1835.',
    )
    expect(written).toEqual([
      ['tag', 'n1', 'vip', true],
      ['tag', 'n1', 'blue', true],
      ['tag', 'n1', 'refund', false],
    ])
  })
  it.each(['tag 1831: late', 'tag 1831 late', 'tag ida: late'])('C7: "%s" means that case', async (words) => {
    const { records, written } = shelf()
    await say(fake([JON, IDA], { records }), words)
    expect(written).toEqual([['tag', 'f6f6f6', 'late', true]])
  })
  const OMAR = row({
    id: 'o1',
    number: 1836,
    name: 'Omar Ali',
    minutes: 4,
    phase: 'active',
    operator: 'Anna',
  })
  const OTHER = row({
    id: 'o2',
    number: 1837,
    name: 'Omar Bay',
    minutes: 4,
    phase: 'active',
    operator: 'Anna',
  })

  it.each([
    ['tag omar vip', ['vip']],
    ['tag Omar Ali late vip', ['late', 'vip']],
    ['tag omar: vip', ['vip']],
  ])('C7: "%s" means the chat of that name', async (words, tags) => {
    const { records, written } = shelf()
    expect(await say(fake([JON, OMAR], { records }), words)).toMatch(/: Omar Ali, case 1836\.$/)
    expect(written).toEqual(tags.map((tag) => ['tag', 'o1', tag, true]))
  })
  it.each([
    ['a name of two chats', [OMAR, OTHER], 'tag omar vip'],
    ['part of a word', [JON, OMAR], 'tag om vip'],
    ["a colleague's chat", [JON, IDA, KIM], 'tag kim vip'],
  ])('C7: %s is a tag as any other word', async (_, cases, words) => {
    const { records, written } = shelf()
    expect(await say(fake(cases, { records }), words)).toMatch(/^Which one\?/)
    expect(written).toEqual([])
  })
  it('C7: tags a case that has ended', async () => {
    const { records, written } = shelf({ past: [PAST] })
    expect(await say(fake([], { records }), 'tag 1700: paid')).toBe('Tagged new, paid: Old, case 1700.')
    expect(written).toEqual([['tag', 'p1', 'paid', true]])
  })
  it.each([
    ['note 1700', 'No notes: Old, case 1700.\nTags: new'],
    ['tag #1700', 'Tags: new.'],
    ['note 4711', 'There is no case "4711".'],
    ['tag 4711', 'There is no case "4711".'],
  ])('C7: "%s" asks about that case, and writes nothing about the own chat', async (words, told) => {
    const { records, written } = shelf({ past: [PAST] })
    expect(await say(fake([OMAR], { records }), words)).toBe(told)
    expect(written).toEqual([])
  })
  it('C7: shows the tags, and those in use', async () => {
    const { records } = shelf({ knownTags: ['refund', 'late'] })
    expect(await say(fake([NOTED], { records }), 'tag')).toBe('Tags: refund.\nUsed here: refund, late.')
  })
  it.each(['<b>', 'a:b', 'x'.repeat(41), '-', '#', '"quoted"'])('C7: %s is no tag', (words) => {
    expect(readTags(words)).toBeUndefined()
  })
  it('C7: tags are words of any script', () => {
    expect(readTags('Größe, إرجاع;v2.1 -foo/bar')).toEqual([
      { tag: 'größe', on: true },
      { tag: 'إرجاع', on: true },
      { tag: 'v2.1', on: true },
      { tag: 'foo/bar', on: false },
    ])
  })
})
