import { afterAll, beforeAll, expect, test } from 'vitest'
import { problem, type TestServer, testServer } from './testing.kit.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

test('M4: faq.json has stable ids, languages and order, and costs nothing where it is known', async () => {
  const answer = await server.get('/faq/support.json')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await answer.json()).toEqual({
    workgroup: 'support@support.localhost',
    name: 'Support',
    entries: [
      { id: 'q2', language: 'de', question: 'Wo?', answer: 'Hier.', updated: '2023-11-14T10:00:00.000Z' },
      { id: 'q1', question: 'Where?', answer: 'Here.', updated: '2023-11-14T10:00:00.000Z' },
    ],
  })
  const etag = answer.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"/)
  // Without the second, fetch itself adds a `no-cache`.
  const again = { 'if-none-match': etag, 'cache-control': 'max-age=0' }
  expect((await server.get('/faq/support.json', again)).status).toBe(304)
  const idsFor = async (language: string) => {
    const told = await (await server.get(`/faq/support.json?language=${language}`)).json()
    return (told as { entries: { id: string }[] }).entries.map(({ id }) => id)
  }
  expect([await idsFor('de-AT'), await idsFor('fr')]).toEqual([['q2', 'q1'], ['q1']])
  expect(await problem(await server.get('/faq/nobody.json'))).toBe('404 no-such-workgroup')
  expect(await problem(await server.get('/faq/support.html'))).toBe('404 no-such-page')
})
