import { expect, test } from 'vitest'
import { type ArchivedLine, EXPORTS, unfinished } from './archive.ts'

const line = (id: string, nick: string, body: string): ArchivedLine => ({
  ...{ id, nick, body, who: 'visitor', at: Date.UTC(2026, 10, 21, 10) },
  case: { id: 'a', number: '1842', name: 'Mia <b>' },
})
const lines = [line('a/1', 'Mia "M"', 'Hello\nFrom here <i>'), line('a/2', 'Anna', 'Hi & welcome')]
const as = (label: string): string => EXPORTS.find((one) => one.label === label)?.write(lines) ?? ''

test('M2: a case is taken along as text, HTML, JSON and mbox, and nothing in it does harm there', () => {
  expect(as('Text')).toContain('2026-11-21 10:00:00 Mia "M": Hello\nFrom here <i>\n')
  expect(as('HTML')).toContain('<title>Case 1842, Mia &lt;b&gt;</title>')
  expect(as('HTML')).toContain('Hello<br>From here &lt;i&gt;')
  expect(JSON.parse(as('JSON'))).toMatchObject({ case: { number: '1842' }, lines: [{ nick: 'Mia "M"' }, {}] })
  expect(as('mbox').match(/^From /gm)).toHaveLength(2)
  expect(as('mbox')).toContain(
    'From parlor@invalid Sat Nov 21 10:00:00 2026\nFrom: "Mia  M " <parlor@invalid>\n',
  )
  expect(as('mbox')).toContain('\n>From here <i>')
})

test('M2: the word that is being typed finds what begins so', () => {
  expect([unfinished('lost par'), unfinished('lost '), unfinished('"lost par"'), unfinished('')]).toEqual([
    ...['lost par*', 'lost ', '"lost par"', ''],
  ])
})
