import { describe, expect, it } from 'vitest'
import * as commands from './commands.ts'
import { buildSubmit } from './forms.ts'
import { expectSameXml, pairs, rejects, xml } from './pairs.kit.ts'
import { el } from './xml.ts'

const C = `xmlns='http://jabber.org/protocol/commands'`

pairs(
  'command request',
  { build: (it) => commands.buildCommandRequest(it), parse: commands.parseCommandRequest },
  [
    {
      title: 'a start',
      xml: `<command ${C} node='take' action='execute'/>`,
      value: { node: 'take', action: 'execute' },
    },
    {
      title: 'a step',
      xml: `<command ${C} node='take' action='complete' sessionid='s'/>`,
      value: { node: 'take', action: 'complete', sessionId: 's' },
    },
  ],
)
rejects('command request', commands.parseCommandRequest, {
  'an unknown action': `<command ${C} node='take' action='steal'/>`,
  'no node': `<command ${C}/>`,
})

describe('command request', () => {
  it('is execute when it does not say', () => {
    expect(commands.parseCommandRequest(xml(`<iq><command ${C} node='x'/></iq>`))).toEqual({
      node: 'x',
      action: 'execute',
    })
  })
  it('carries a form', () => {
    const built = commands.buildCommandRequest({ node: 'x', action: 'execute' }, buildSubmit({ case: '1' }))
    expect(commands.parseCommandRequest(el('iq', {}, built))?.form?.values.get('case')).toEqual(['1'])
  })
})

describe('command answer', () => {
  const EXECUTING = `<command ${C} node='take' sessionid='s' status='executing'>
    <actions execute='complete'><complete/></actions><note type='warn'>Careful.</note></command>`
  const value: commands.CommandAnswer = {
    node: 'take',
    sessionId: 's',
    status: 'executing',
    actions: ['complete'],
    notes: [{ type: 'warn', text: 'Careful.' }],
  }
  it('is written', () => expectSameXml(commands.buildCommand(value), xml(EXECUTING)))
  it('is read', () => expect(commands.parseCommand(el('iq', {}, xml(EXECUTING)))).toMatchObject(value))
})
rejects('command answer', commands.parseCommand, {
  'an unknown status': `<command ${C} node='x' sessionid='s' status='bored'/>`,
  'no session': `<command ${C} node='x' status='completed'/>`,
})

describe('command errors (§4.4)', () => {
  it.each([
    ['bad-sessionid', 'bad-request', 'modify'],
    ['session-expired', 'not-allowed', 'cancel'],
    ['malformed-action', 'bad-request', 'modify'],
  ] as const)('%s', (name, condition, type) => {
    const error = commands.commandError(name)
    expect(error).toMatchObject({ condition, type })
    expect(error.has(name, commands.NS)).toBe(true)
  })
})
