import { createElement } from 'ltx'
import { expect, test } from 'vitest'
import { StanzaError } from '../protocol/stanza-error.ts'
import { openLog } from './log.ts'

function lineOf(fields: object, msg = 'stream: online'): Record<string, unknown> {
  let line = ''
  const destination = {
    write(text: string) {
      line = text
    },
  }
  openLog('info', destination).info(fields, msg)
  return JSON.parse(line)
}

test('a line is JSON with level, time and message', () => {
  const line = lineOf({ domain: 'support.localhost' })
  expect(line).toMatchObject({ level: 'info', msg: 'stream: online', domain: 'support.localhost' })
  expect(Date.parse(String(line.time))).toBeGreaterThan(0)
})

test('secrets and what people wrote are hidden', () => {
  const line = lineOf({
    body: 'my card is 4111',
    token: 'abc',
    xmpp: { secret: 'sesame' },
    req: { cookie: 'c' },
  })
  expect(JSON.stringify(line)).not.toMatch(/4111|abc|sesame|"c"/)
})

test('of an error nothing is kept but name, message, stack and code', () => {
  const { err } = lineOf({
    err: new StanzaError('auth', 'forbidden', 'no', [createElement('body', {}, '4111')]),
  })
  expect(err).toMatchObject({ type: 'StanzaError', message: 'forbidden: no', condition: 'forbidden' })
  expect(JSON.stringify(err)).not.toContain('4111')
})

test('an error keeps its message and stack', () => {
  const line = lineOf({ err: new Error('disk full') })
  expect(line.err).toMatchObject({ type: 'Error', message: 'disk full' })
})
