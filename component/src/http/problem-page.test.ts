import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestServer, testServer } from './testing.kit.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.close())

test('a person who opens what is not there gets a page in words, and nothing of the address runs in it', async () => {
  const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
  const answer = await server.get('/chat/%3Cscript%3E"', browser)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('vary')).toMatch(/accept/i)
  const page = await answer.text()
  expect(page).toContain('<h1>There is nothing here</h1>')
  expect(page).not.toMatch(/<script|%3C/i)
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(answer.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`)
  expect(await (await server.get('/nothing', browser)).text()).toContain('Please check the address')
  expect((await server.get('/nothing', { accept: '*/*' })).headers.get('content-type')).toMatch(
    /problem\+json/,
  )
})
