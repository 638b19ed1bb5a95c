/** What clients that show forms as they come, Psi among them, make of ours (A3, A7). */
import type { Element } from 'ltx'
import { expect, test } from 'vitest'
import { iq } from '../protocol/stanza.ts'
import { el } from '../protocol/xml.ts'
import { answered, JON, KIM } from './actions/chats.kit.ts'
import { AdHocCommands } from './adhoc.ts'
import { fake } from './fake.kit.ts'

const COMMANDS = 'http://jabber.org/protocol/commands'

const execute = (node: string, sessionid?: string, ...content: Element[]) =>
  iq(
    'set',
    'support@support.localhost',
    'anna@localhost/psi',
    'i1',
    el('command', { xmlns: COMMANDS, node, sessionid, action: 'execute' }, ...content),
  )

const submit = (values: Record<string, string>) =>
  el(
    'x',
    { xmlns: 'jabber:x:data', type: 'submit' },
    ...Object.entries(values).map(([name, value]) => el('field', { var: name }, el('value', {}, value))),
  )

const field = (form: Element | undefined, name: string) =>
  form?.getChildren('field').find(({ attrs }) => attrs.var === name)

test('A7: the own chat is the first of a list, and chosen already: a note does not go to somebody else', async () => {
  const commands = new AdHocCommands({ newId: () => 's1' })
  const context = fake([KIM, JON], { isPlain: true, records: { addNote: async () => undefined } })
  const asked = await commands.answer(context, execute('note'))
  const list = field(asked?.getChild('x'), 'case')
  expect(list?.getChildText('value')).toBe(JON.case.id)
  expect(list?.getChildren('option').map((one) => one.getChildText('value'))).toEqual([
    JON.case.id,
    KIM.case.id,
  ])
  const done = await commands.answer(context, execute('note', 's1', submit({ case: JON.case.id, text: 'x' })))
  expect(done?.attrs.status).toBe('completed')
  // Psi shows no note after a form.
  const shown = done?.getChild('x')
  expect(shown?.attrs.type).toBe('result')
  expect(shown?.getChild('field')?.getChildText('value')).toBe(done?.getChildText('note'))
})

test("A7: one's own status is chosen already, and a program gets no form that holds only words", async () => {
  const commands = new AdHocCommands({ newId: () => 's1' })
  const context = fake([JON], { records: { addNote: async () => undefined } })
  const asked = await commands.answer(context, execute('set-status'))
  expect(field(asked?.getChild('x'), 'show')?.getChildText('value')).toBe('available')
  await commands.answer(context, execute('note'))
  const done = await commands.answer(context, execute('note', 's1', submit({ case: JON.case.id, text: 'x' })))
  expect(done?.getChild('x')).toBeUndefined()
})

test('A3: "transfer ben please look" means what it says', async () => {
  const context = fake([JON], { records: { addNote: async () => undefined } })
  for (const words of [
    'transfer ben please look',
    'transfer to ben please look',
    'transfer jon ben please look',
  ]) {
    await answered(context, words)
    const to = { operator: 'ben@localhost' }
    expect(context.asked.at(-1)).toMatchObject({
      type: 'transfer',
      case: JON.case.id,
      to,
      note: 'please look',
    })
  }
})
