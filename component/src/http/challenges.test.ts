import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterEach, expect, test } from 'vitest'
import { solve } from '../../../widget/src/chat/wire/proof.ts'
import { testServer } from './testing.kit.ts'

const visit = { site: 'demo', workgroup: 'support' }
let server: Awaited<ReturnType<typeof testServer>>
afterEach(() => server.close())

type Challenge = Parameters<typeof solve>[0]

async function challengeOf(path = '/api/visit'): Promise<Challenge> {
  const answer = await server.post(path, visit)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([428, 'no-store'])
  const problem = (await answer.json()) as { type: string; challenge: Challenge }
  expect(problem.type).toBe('urn:parlor:1:challenge')
  return problem.challenge
}

test('B7: a visitor who has solved the challenge gets a ticket, once for each solution', async () => {
  server = await testServer({ challenge: 'always' })
  const proof = await solve(await challengeOf())
  expect((await server.post('/api/visit', { ...visit, proof })).status).toBe(200)
  expect((await server.post('/api/visit', { ...visit, proof })).status).toBe(428)
  const once = await solve(await challengeOf())
  const both = await Promise.all([0, 1].map(() => server.post('/api/visit', { ...visit, proof: once })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 428])
})

test('B7: the solution of the library of the challenge is taken as well', async () => {
  server = await testServer({ challenge: 'always' })
  const challenge = await challengeOf()
  const solution = await solveChallenge({ challenge: challenge as never, deriveKey })
  const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
  expect((await server.post('/api/visit', { ...visit, proof })).status).toBe(200)
})

test('B7: a left message is asked for work like a visit', async () => {
  server = await testServer({ challenge: 'always' })
  const proof = await solve(await challengeOf('/api/message'))
  const fields = { name: 'Mia', email: 'mia@example.org', topic: 'Order' }
  const answer = await server.post('/api/message', { ...visit, proof, fields, text: 'Where is it?' })
  expect(answer.status).not.toBe(428)
})

test('B7: only above so many a minute from all addresses is it a flood, and only then work is asked for', async () => {
  server = await testServer({ challenge: 'flood', challengeAbove: 3 })
  for (let n = 0; n < 3; n += 1) expect((await server.post('/api/visit', visit)).status).toBe(200)
  const proof = await solve(await challengeOf())
  expect((await server.post('/api/visit', { ...visit, proof })).status).toBe(200)
})

test('B7: a solution that comes too late is none', async () => {
  server = await testServer({ challenge: 'always' })
  const proof = await solve(await challengeOf())
  server.state.now += 6 * 60_000
  expect((await server.post('/api/visit', { ...visit, proof })).status).toBe(428)
})

test('without the setting nobody is asked', async () => {
  server = await testServer({ challengeAbove: 1 })
  for (let n = 0; n < 5; n += 1) expect((await server.post('/api/visit', visit)).status).toBe(200)
})

interface Proof {
  readonly challenge: {
    readonly parameters: { readonly data: { readonly expires: number } }
    readonly signature: string
  }
  readonly solution: object
}
const changed = (proof: string, change: (all: Proof) => unknown): string =>
  btoa(JSON.stringify(change(JSON.parse(atob(proof)))))
const forgeries: Record<string, (proof: string) => unknown> = {
  'no text': () => 7,
  'no base64': () => '%%%',
  'no JSON': () => btoa('no'),
  'far too long': () => 'A'.repeat(100_000),
  'another key': (proof) =>
    changed(proof, ({ challenge, solution }) => ({ challenge, solution: { ...solution, derivedKey: '00' } })),
  'a longer life': (proof) =>
    changed(proof, ({ challenge: { parameters, signature }, solution }) => {
      const data = { expires: parameters.data.expires + 60_000 }
      return { challenge: { parameters: { ...parameters, data }, signature }, solution }
    }),
  'no signature': (proof) =>
    changed(proof, ({ challenge, solution }) => ({ challenge: { ...challenge, signature: '' }, solution })),
}

for (const [what, forge] of Object.entries(forgeries))
  test(`T31, B7: a proof with ${what} is none`, async () => {
    server = await testServer({ challenge: 'always' })
    const proof = forge(await solve(await challengeOf()))
    expect((await server.post('/api/visit', { ...visit, proof })).status).toBe(428)
  })
