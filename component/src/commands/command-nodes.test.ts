/** What tells when nothing is filled in can be asked for with a form, too (A3). */
import { describe, expect, test } from 'vitest'
import { parseForm } from '../protocol/forms.ts'
import { commands as client, refusal } from './adhoc.kit.ts'
import { commandAt, commands } from './command-nodes.ts'
import { fake, MIA } from './fake.kit.ts'
import { shelf } from './records.kit.ts'

const nodesFor = (supervisor: boolean) =>
  client()
    .adhoc.items(fake([MIA], { supervisor }))
    .map(({ node }) => node)

describe('A3: what only tells has a second command, which asks', () => {
  test.each([
    ['set-status', 'Set your status', ['show', 'status']],
    ['change-canned', 'Use or change a canned reply', ['do', 'name', 'text', 'case']],
    ['change-notices', 'Change the notices', ['do', 'text', 'for']],
    ['pause-until', 'Pause the workgroup until ...', ['for', 'words']],
  ])('%s', async (node, label, fields) => {
    const { ask } = client()
    const first = await ask(fake([MIA], { supervisor: true }), node)
    expect(first).toMatchObject({ node, status: 'executing' })
    const form = parseForm(first.element)
    expect(form).toMatchObject({ title: label })
    expect(form?.fields.map(({ name }) => name)).toEqual(fields)
  })

  test('filled in, it does what the first does', async () => {
    const { ask } = client()
    const { records, written } = shelf()
    const context = fake([MIA], { supervisor: true, records })
    const { sessionId } = await ask(context, 'change-notices')
    const done = await ask(context, 'change-notices', {
      sessionId,
      action: 'complete',
      form: { do: 'add', text: 'Payments are slow today.' },
    })
    expect(done).toMatchObject({ node: 'change-notices', status: 'completed', sessionId })
    expect(written).toEqual([['notice', 'Payments are slow today.']])
  })

  test('it is listed for those who can use it', async () => {
    expect(nodesFor(false)).toEqual(
      expect.arrayContaining(['status', 'set-status', 'change-canned', 'notices']),
    )
    expect(nodesFor(false)).not.toContain('change-notices')
    expect(nodesFor(true)).toContain('change-notices')
    const refused = await refusal(client().ask(fake([MIA]), 'change-notices'))
    expect(refused.condition).toBe('forbidden')
  })
})

test('each node is there once, and found', () => {
  expect(new Set(commands.map(({ node }) => node)).size).toBe(commands.length)
  for (const command of commands) expect(commandAt(command.node)).toBe(command)
})
