import { expect, test } from 'vitest'
import { openLog } from './log.ts'

function lineOf(fields: object, msg = 'stream: online'): Record<string, unknown> {
  let line = ''
  openLog('info', { write: (text: string) => void (line = text) }).info(fields, msg)
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

test('an error keeps its message and stack', () => {
  const line = lineOf({ err: new Error('disk full') })
  expect(line.err).toMatchObject({ type: 'Error', message: 'disk full' })
})
