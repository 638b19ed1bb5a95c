/** What `urn-parlor-1.md` §4 says about the commands, against the table of actions. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actions } from './actions.ts'
import { fake } from './fake.kit.ts'

const text = readFileSync(new URL('../../protocol/urn-parlor-1.md', import.meta.url), 'utf8')
const rows = new Map(
  [...text.matchAll(/^\| `(\w+)` +\| (.*?) +\| (operator|supervisor) +\|/gm)].map(([, node, fields, who]) => [
    node,
    { fields, who },
  ]),
)

describe('urn-parlor-1.md', () => {
  it('lists the commands and no others', () => {
    expect([...rows.keys()]).toEqual(actions.map(({ name }) => name))
  })
  it.each(actions)('says who may use $name', ({ name, who }) => expect(rows.get(name)?.who).toBe(who))
  it.each(actions)('knows the fields of $name', (action) => {
    for (const { name, type } of action.fields(fake()))
      if (type !== 'hidden') expect(rows.get(action.name)?.fields).toContain(`\`${name}\``)
  })
  it.each(actions.flatMap(({ also = [] }) => also))('knows the other word %s', (word) => {
    expect(text).toContain(`\`${word}\``)
  })
})
