import { afterEach, beforeEach, expect, test } from 'vitest'
import { problem, type TestServer, testServer } from './testing.kit.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.close())

test('C8: a chat that is over is rated with its token, and with a comment', async () => {
  const answer = await server.post('/api/rating', { token: 'known', rating: 4, comment: 'Quick' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(server.state.ratings).toEqual([{ rating: 4, comment: 'Quick' }])
  expect((await server.post('/api/transcript', { token: 'known', mail: ' mia@example.org ' })).status).toBe(
    200,
  )
})

test.each<[string, string, unknown, string]>([
  ['a rating without a chat', '/api/rating', { token: 'other', rating: 4 }, '404 no-such-chat'],
  ['six of five', '/api/rating', { token: 'known', rating: 6 }, '400 malformed'],
  ['half a star', '/api/rating', { token: 'known', rating: 4.5 }, '400 malformed'],
  [
    'an endless comment',
    '/api/rating',
    { token: 'known', rating: 1, comment: 'x'.repeat(1_001) },
    '400 malformed',
  ],
  ['no token', '/api/rating', { rating: 4 }, '400 malformed'],
  [
    'a transcript without a chat',
    '/api/transcript',
    { token: 'other', mail: 'a@b.example' },
    '404 no-such-chat',
  ],
  ['two addresses', '/api/transcript', { token: 'known', mail: 'a@b.example,c@d.example' }, '400 malformed'],
  ['the fourth letter', '/api/transcript', { token: 'known', mail: 'again@b.example' }, '429 too-often'],
])('C8: %s is refused by name', async (_, path, body, expected) => {
  expect(await problem(await server.post(path, body))).toBe(expected)
})

test('C8: the look says how chats are rated here, and whether they can be mailed', async () => {
  expect(await (await server.get('/api/look?site=demo&workgroup=support')).json()).toMatchObject({
    rating: 'stars',
  })
})
