/** The actions as ad-hoc forms: in one step, step by step, and refused. */
import { describe, expect, it } from 'vitest'
import { parseForm, parseTable, type Values } from '../protocol/forms.ts'
import { parseInvalid } from '../protocol/parlor.ts'
import { IDA, JON, KIM, LIU } from './actions/chats.kit.ts'
import { actions } from './actions.ts'
import { commands, refusal } from './adhoc.kit.ts'
import { fake, MIA, NOW } from './fake.kit.ts'
import { LEFT, shelf, type Written } from './records.kit.ts'

const ANNA = 'anna@localhost'
const rows = [MIA, JON, IDA, KIM, LIU]
const supervisor = () => fake(rows, { supervisor: true })

const events: [string, Values, object][] = [
  [
    'transfer',
    { case: 'e5e5e5', to: 'ben@localhost', note: 'check' },
    { type: 'transfer', case: 'e5e5e5', operator: ANNA, to: { operator: 'ben@localhost' }, note: 'check' },
  ],
  [
    'transfer',
    { case: 'jon', to: 'sales@support.localhost' },
    { type: 'transfer', case: 'e5e5e5', operator: ANNA, to: { workgroup: 'sales@support.localhost' } },
  ],
  [
    'transfer',
    { case: '1830', to: 'queue' },
    { type: 'transfer', case: 'e5e5e5', operator: ANNA, to: 'queue' },
  ],
  [
    'invite',
    { case: 'ida', guest: 'ben' },
    { type: 'invite', case: 'f6f6f6', operator: ANNA, guest: 'ben@localhost' },
  ],
  ['leave', {}, { type: 'leave-chat', case: 'l8l8l8', operator: ANNA }],
  ['join', { case: 'kim', silent: '1' }, { type: 'join-chat', case: 'a7a7a7', operator: ANNA, silent: true }],
  ['join', { case: 'kim' }, { type: 'join-chat', case: 'a7a7a7', operator: ANNA, silent: false }],
  [
    'assign',
    { case: 'mia', to: 'ben' },
    { type: 'assign', case: '7k3q9x', operator: 'ben@localhost', by: ANNA },
  ],
  ['takeover', { case: 'a7a7a7' }, { type: 'take-over', case: 'a7a7a7', operator: ANNA }],
  ['priority', { case: 'mia', priority: '10' }, { type: 'prioritise', case: '7k3q9x', priority: 10 }],
  ['contact', { visitor: '7k3q9x' }, { type: 'take', case: '7k3q9x', operator: ANNA }],
]

const records: [string, Values, Written][] = [
  ['note', { case: 'jon', text: 'called back' }, ['note', 'e5e5e5', 'called back']],
  ['tag', { case: 'jon', tags: '-late' }, ['tag', 'e5e5e5', 'late', false]],
  [
    'canned',
    { do: 'save', name: 'hi', text: 'Hi {visitor}' },
    ['save', { name: 'hi', text: 'Hi {visitor}', shared: false }],
  ],
  ['canned', { do: 'share', name: 'hi', text: 'Hi' }, ['save', { name: 'hi', text: 'Hi', shared: true }]],
  ['canned', { do: 'remove', name: 'hi' }, ['remove', 'hi', false]],
  ['answer', { case: 'm1m1m1', text: 'Yes.' }, ['answer', 'm1m1m1', 'Yes.']],
  ['settle', { case: 'm1m1m1' }, ['settle', 'm1m1m1']],
  ['notices', { do: 'add', text: 'Slow.' }, ['notice', 'Slow.']],
  ['notices', { do: 'add', text: 'Slow.', for: '2 h' }, ['notice', 'Slow.', NOW + 7_200_000]],
  ['contact', { visitor: 'mia@example.org' }, ['contact', 'mia@example.org']],
  ['pause', {}, ['by hand', 'paused']],
  ['open', {}, ['by hand', 'as-usual']],
  ['pause', { for: '30 min' }, ['by hand', 'paused', NOW + 1_800_000]],
  ['open', { for: '1 h' }, ['by hand', 'open', NOW + 3_600_000]],
]

describe('A3: in one step', () => {
  it.each(events)('A3: %s with %j', async (node, form, event) => {
    const context = supervisor()
    expect((await commands().ask(context, node, { form })).status).toBe('completed')
    expect(context.asked).toEqual([event])
  })

  it.each(records)('A3: %s with %j', async (node, form, wanted) => {
    const { records: shelved, written } = shelf({ messages: [LEFT] })
    const context = fake(rows, { supervisor: true, records: shelved })
    expect((await commands().ask(context, node, { form })).status).toBe('completed')
    expect(written).toEqual([wanted])
  })

  it('C7: a canned reply comes filled in, as words and as a value', async () => {
    const { records: shelved } = shelf({ canned: [{ name: 'hello', text: 'Hello {visitor}', shared: true }] })
    const answer = await commands().ask(fake([JON], { records: shelved }), 'canned', {
      form: { do: 'use', name: 'hello', case: 'e5e5e5' },
    })
    expect(answer.notes?.[0]?.text).toBe('Hello Jon')
    expect(parseTable(answer.element)?.rows).toEqual([{ name: 'hello', text: 'Hello Jon' }])
  })

  it('C7: the list of canned replies says whose each is', async () => {
    const { records: shelved } = shelf({ canned: [{ name: 'hello', text: 'Hello', shared: true }] })
    const answer = await commands().ask(fake([], { records: shelved }), 'canned')
    expect(parseTable(answer.element)?.rows).toEqual([{ name: 'hello', text: 'Hello', shared: 'true' }])
  })

  it('Q5: left messages come as a table', async () => {
    const { records: shelved } = shelf({ messages: [LEFT] })
    const answer = await commands().ask(fake([], { records: shelved }), 'messages')
    expect(parseTable(answer.element)?.rows).toMatchObject([
      { case: 'm1m1m1', number: '1801', name: 'Zoe', mail: 'zoe@example.org' },
    ])
  })
})

describe('A3: step by step', () => {
  it('C5: transfer shows its form with the choices of the moment', async () => {
    const { ask } = commands()
    const context = supervisor()
    const first = await ask(context, 'transfer')
    const form = parseForm(first.element)
    expect(form?.fields.map(({ name, type, required }) => [name, type, required ?? false])).toEqual([
      ['case', 'list-single', false],
      ['to', 'list-single', true],
      ['note', 'text-multi', false],
    ])
    expect(form?.fields[0]?.options?.map(({ value }) => value)).toEqual(['e5e5e5', 'f6f6f6'])
    expect(form?.fields[1]?.options?.map(({ value }) => value)).toEqual([
      'ben@localhost',
      'carol@localhost',
      'sales@support.localhost',
      'queue',
    ])
    const { sessionId } = first
    const form2 = { case: 'f6f6f6', to: 'queue', note: '' }
    expect((await ask(context, 'transfer', { action: 'complete', sessionId, form: form2 })).status).toBe(
      'completed',
    )
    expect(context.asked).toHaveLength(1)
  })

  it('C5: what was filled in is kept while one thing more is asked', async () => {
    const { ask } = commands()
    const context = supervisor()
    const first = await ask(context, 'transfer', { form: { to: 'ben', note: 'check' } })
    expect(first.status).toBe('executing')
    expect(parseForm(first.element)?.fields.map(({ name }) => name)).toEqual(['case'])
    const { sessionId } = first
    const done = await ask(context, 'transfer', { action: 'complete', sessionId, form: { case: 'f6f6f6' } })
    expect(done.status).toBe('completed')
    expect(context.asked).toEqual([
      { type: 'transfer', case: 'f6f6f6', operator: ANNA, to: { operator: 'ben@localhost' }, note: 'check' },
    ])
  })

  it.each(actions.filter((action) => action.mustAsk(supervisor())).map(({ name }) => name))(
    'A3: %s asks with a form and does nothing before',
    async (node) => {
      const { records: shelved, written } = shelf({ messages: [LEFT] })
      const context = fake(rows, { supervisor: true, records: shelved })
      const answer = await commands().ask(context, node)
      expect(answer).toMatchObject({ status: 'executing', actions: ['complete'] })
      const form = parseForm(answer.element)
      expect(form?.title).toBeTruthy()
      expect(form?.instructions).toBeTruthy()
      for (const { label } of form?.fields ?? []) expect(label).toBeTruthy()
      expect([context.asked, written]).toEqual([[], []])
    },
  )
})

describe('A3: refused', () => {
  it.each(actions.filter(({ who }) => who === 'supervisor').map(({ name }) => name))(
    'C4: %s is for supervisors',
    async (node) => {
      expect((await refusal(commands().ask(fake(rows), node))).condition).toBe('forbidden')
    },
  )

  it.each<[string, Values, string]>([
    ['canned', { do: 'share', name: 'x', text: 'x' }, 'forbidden'],
    ['notices', { do: 'add', text: 'x' }, 'forbidden'],
    ['transfer', { case: 'e5e5e5', to: 'nobody' }, 'item-not-found'],
    ['answer', { case: '99', text: 'x' }, 'item-not-found'],
    ['tag', { case: 'jon', tags: '<b>' }, 'bad-request'],
    ['canned', { do: 'dance' }, 'not-acceptable'],
    ['note', { case: 'jon', text: 'x' }, 'feature-not-implemented'],
  ])('%s with %j: %s', async (node, form, condition) => {
    expect((await refusal(commands().ask(fake(rows), node, { form }))).condition).toBe(condition)
  })

  it('what is missing is named', async () => {
    const error = await refusal(commands().ask(fake(rows), 'transfer', { form: { case: 'jon' } }))
    expect(error.condition).toBe('not-acceptable')
    expect(parseInvalid(error.toElement())).toEqual(['to'])
  })
})
