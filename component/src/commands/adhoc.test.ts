import { describe, expect, it } from 'vitest'
import { NS } from '../protocol/commands.ts'
import { parseForm, parseTable } from '../protocol/forms.ts'
import { parseInvalid } from '../protocol/parlor.ts'
import { iq } from '../protocol/stanza.ts'
import { actions } from './actions.ts'
import { commands, type Request, refusal } from './adhoc.kit.ts'
import { fake, LEA, MIA, NOW, OMAR, row } from './fake.kit.ts'
import type { CommandContext } from './types.ts'

const onlyMia = () => fake([MIA])

describe('A3: the list of commands', () => {
  it('A3: is discovered on the workgroup', () => {
    const { adhoc } = commands()
    const nodes = (context: CommandContext) => adhoc.items(context).map(({ node }) => node)
    const supervisors = actions.filter(({ who }) => who === 'supervisor').map(({ name }) => name)
    expect(supervisors).toEqual([
      ...['join', 'assign', 'takeover', 'priority', 'pause', 'open'],
      ...['hooks', 'erase', 'export'],
    ])
    const all = nodes(fake([], { supervisor: true }))
    expect(all).toEqual(expect.arrayContaining(actions.map(({ name }) => name)))
    const forSupervisors = [...supervisors, 'change-notices', 'set-hooks', 'pause-until', 'open-until']
    expect(nodes(fake())).toEqual(all.filter((node) => !forSupervisors.includes(node ?? '')))
    expect(adhoc.items(fake())[0]?.jid).toBe('support@support.localhost')
    expect(adhoc.info('take')).toMatchObject({
      identities: [{ category: 'automation', type: 'command-node' }],
    })
    expect(adhoc.info(NS)).toMatchObject({ identities: [{ type: 'command-list' }] })
    expect(adhoc.info('x')).toBeUndefined()
  })
  it('has names that differ, also among the other words', () => {
    const words = actions.flatMap(({ name, also = [] }) => [name, ...also])
    expect(new Set(words).size).toBe(words.length)
  })
})

describe('A3: in one step', () => {
  it.each([
    ['its number', '1843', 'b2b2b2'],
    ['its id', 'c3c3c3', 'c3c3c3'],
    ['a name', 'mia', '7k3q9x'],
    ['nothing: the first in the queue', '', '7k3q9x'],
  ])('A3: takes by %s', async (_, words, id) => {
    const context = fake()
    const answer = await commands().ask(context, 'take', { form: { case: words } })
    expect(answer.status).toBe('completed')
    expect(answer.notes?.[0]?.text).toMatch(/^Taken: /)
    expect(context.asked).toEqual([{ type: 'take', case: id, operator: 'anna@localhost' }])
  })

  it('A3: asks nothing where there is no choice', async () => {
    const context = onlyMia()
    expect((await commands().ask(context, 'take')).status).toBe('completed')
    expect(context.asked).toHaveLength(1)
  })

  it('A3: leaves the table out where the client stops at it', async () => {
    const answer = await commands().ask(fake([MIA], { readsTables: false }), 'queue')
    expect(answer.notes?.[0]?.text).toMatch(/^1 waiting:\nMia, case 1842/)
    expect(parseTable(answer.element)).toBeUndefined()
  })

  it('A3: shows the queue as a note and as a table', async () => {
    const answer = await commands().ask(fake([MIA, OMAR]), 'queue')
    expect(answer.notes?.[0]?.text).toMatch(/^2 waiting:/)
    expect(parseTable(answer.element)?.rows).toEqual([
      {
        number: '1842',
        name: 'Mia',
        waiting: '2 min',
        show: 'available',
        phase: 'waiting',
        priority: '0',
        about: 'Where is my order?',
      },
      {
        number: '1843',
        name: 'Omar Ali',
        waiting: '1 min',
        show: 'away',
        phase: 'waiting',
        priority: '0',
        about: '',
      },
    ])
  })

  it('A3: tells and sets the status', async () => {
    const context = fake()
    const told = await commands().ask(context, 'status')
    expect(parseTable(told.element)?.rows.map(({ jid }) => jid)).toContain('ben@localhost')
    await commands().ask(context, 'status', { form: { show: 'dnd', status: 'meeting' } })
    expect(context.statuses).toEqual([['dnd', 'meeting']])
  })
})

describe('A3: step by step', () => {
  it('A3: asks with a form, and finishes', async () => {
    const { ask } = commands()
    const context = fake()
    const first = await ask(context, 'take')
    expect(first).toMatchObject({ status: 'executing', actions: ['complete'] })
    const form = parseForm(first.element)
    expect(form?.fields[0]).toMatchObject({ name: 'case', type: 'list-single' })
    expect(form?.fields[0]?.options?.map(({ value }) => value)).toEqual(['7k3q9x', 'b2b2b2', 'c3c3c3'])
    expect(context.asked).toEqual([])
    const { sessionId } = first
    const last = await ask(context, 'take', { action: 'complete', sessionId, form: { case: 'c3c3c3' } })
    expect(last).toMatchObject({ status: 'completed', sessionId })
    expect(context.asked).toEqual([{ type: 'take', case: 'c3c3c3', operator: 'anna@localhost' }])
  })

  it('asks again when a name fits two', async () => {
    const { ask } = commands()
    const context = fake([MIA, row({ id: 'g8', number: 1851, name: 'Mia', minutes: 0 }), LEA])
    const again = await ask(context, 'take', { form: { case: 'mia' } })
    expect(again.status).toBe('executing')
    expect(parseForm(again.element)?.fields[0]).toMatchObject({ required: true })
    const { sessionId } = again
    const done = await ask(context, 'take', { action: 'execute', sessionId, form: { case: 'g8' } })
    expect(done.status).toBe('completed')
  })

  it('is cancelled', async () => {
    const { ask } = commands()
    const { sessionId } = await ask(fake(), 'take')
    expect((await ask(fake(), 'take', { action: 'cancel', sessionId })).status).toBe('canceled')
    const error = await refusal(ask(fake(), 'take', { action: 'complete', sessionId, form: {} }))
    expect(error.has('bad-sessionid', NS)).toBe(true)
  })

  it('can be tried again after a mistake', async () => {
    const { ask } = commands()
    const { sessionId } = await ask(fake(), 'take')
    await refusal(ask(fake(), 'take', { action: 'complete', sessionId, form: { case: 'nobody' } }))
    expect(
      (await ask(fake(), 'take', { action: 'complete', sessionId, form: { case: '1842' } })).status,
    ).toBe('completed')
  })
})

describe('commands refuse', () => {
  const cases: [string, string, Request, string, string | undefined][] = [
    ['an unknown command', 'fly', {}, 'item-not-found', undefined],
    ['an unknown case', 'take', { form: { case: 'nobody' } }, 'item-not-found', undefined],
    ['an unknown session', 'take', { sessionId: 'x', form: {} }, 'bad-request', 'bad-sessionid'],
    ['to go on with nothing', 'take', { action: 'complete' }, 'bad-request', 'bad-sessionid'],
    ['to cancel nothing', 'take', { action: 'cancel' }, 'bad-request', 'bad-sessionid'],
    ['to go back', 'take', { action: 'prev' }, 'bad-request', 'bad-action'],
    ['a value that is no choice', 'status', { form: { show: 'asleep' } }, 'not-acceptable', undefined],
    [
      'a value that is too long',
      'status',
      { form: { status: 'x'.repeat(201) } },
      'not-acceptable',
      undefined,
    ],
  ]
  it.each(cases)('%s', async (_, node, request, condition, app) => {
    const error = await refusal(commands().ask(fake(), node, request))
    expect(error.condition).toBe(condition)
    if (app) expect(error.has(app, NS)).toBe(true)
  })

  it('names the wrong field', async () => {
    const error = await refusal(commands().ask(fake(), 'status', { form: { show: 'asleep' } }))
    expect(parseInvalid(error.toElement())).toEqual(['show'])
  })

  it('what a colleague has, and says who', async () => {
    const bens = row({ id: 'a7', number: 1832, name: 'Kim', minutes: 7, phase: 'active', operator: 'Ben' })
    const error = await refusal(
      commands().ask(fake([MIA, bens], { fault: 'already-taken' }), 'take', { form: { case: '1832' } }),
    )
    expect(error).toMatchObject({ condition: 'conflict', text: 'Ben has it: Kim, case 1832.' })
  })

  it('a step without its form', async () => {
    const { ask } = commands()
    const { sessionId } = await ask(fake(), 'take')
    const error = await refusal(ask(fake(), 'take', { action: 'complete', sessionId }))
    expect(error.has('bad-payload', NS)).toBe(true)
  })

  it('a session of another client or another command', async () => {
    const { ask } = commands()
    const { sessionId } = await ask(fake(), 'take')
    const stranger = fake(undefined, { client: 'ben@localhost/gajim' })
    const errors = [
      await refusal(ask(stranger, 'take', { sessionId, form: {} })),
      await refusal(ask(fake(), 'close', { sessionId, form: {} })),
    ]
    expect(errors.every((error) => error.has('bad-sessionid', NS))).toBe(true)
  })

  it('what took too long', async () => {
    const { ask } = commands()
    const { sessionId } = await ask(fake(), 'take')
    const later = fake(undefined, { now: NOW + 10 * 60_000 })
    const error = await refusal(ask(later, 'take', { sessionId, form: {} }))
    expect(error.condition).toBe('not-allowed')
    expect(error.has('session-expired', NS)).toBe(true)
  })

  it('nothing that is no command', async () => {
    const { adhoc } = commands()
    expect(await adhoc.answer(fake(), iq('set', 'a', 'b', '1'))).toBeUndefined()
  })
})

describe('what is under way', () => {
  it('is forgotten, the oldest first, when there is too much of it', async () => {
    const { ask } = commands()
    const { sessionId } = await ask(fake(), 'take')
    for (let i = 0; i < 1000; i++) await ask(fake(), 'take')
    const error = await refusal(ask(fake(), 'take', { sessionId, form: {} }))
    expect(error.has('bad-sessionid', NS)).toBe(true)
  })
})
