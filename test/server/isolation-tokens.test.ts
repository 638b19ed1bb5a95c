/** Tokens instead of passwords (XEP-0388, XEP-0386, XEP-0484), with the library that the operators' desk uses. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, client } from '@xmpp/client'
import { Element } from 'ltx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { rawClient } from '../support/raw.ts'

Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket })

interface Token {
  readonly mechanism: string
  readonly token: string
}

let prosody: TestProsody
beforeAll(async () => {
  prosody = await startProsody({ env: { PARLOR_ACCOUNT_CHECK: '1' } })
  prosody.addUser('anna', 'secret')
})
afterAll(() => prosody?.stop())

interface Fast {
  saveToken(given: Token): Promise<void>
  fetchToken(): Promise<Token | undefined>
  auth(way: Way): Promise<boolean>
}

interface Way {
  authenticate(how: { readonly streamFeatures: readonly (Element | undefined)[] }): Promise<void>
}

/** Signs in once and out again, `forGood` as XEP-0484 §3.6 has it; resolves with the token the server has given, or had before. */
async function signIn(
  device: string,
  password: string,
  token?: Token,
  { forGood = false, username = 'anna' } = {},
): Promise<Token | undefined> {
  const options = { service: prosody.websocket, domain: 'localhost', username, password }
  const xmpp = client({ ...options, userAgent: new Element('user-agent', { id: device }) } as typeof options)
  let kept = token
  const { fast } = xmpp as Client & { fast: Fast }
  if (forGood) {
    const { auth } = fast
    fast.auth = (way) =>
      auth({
        ...way,
        authenticate: (how) => {
          for (const one of how.streamFeatures) if (one?.is('fast')) one.attrs.invalidate = 'true'
          return way.authenticate(how)
        },
      })
  }
  fast.saveToken = async (given: Token) => {
    kept = given
  }
  fast.fetchToken = async () => kept
  xmpp.reconnect.stop()
  const errors: Error[] = []
  xmpp.on('error', (error: Error) => errors.push(error))
  try {
    await xmpp.start()
  } finally {
    await xmpp.stop()
  }
  expect(errors).toEqual([])
  return kept
}

test('D1: an operator signs in once with the password and then with a token', async () => {
  const device = randomUUID()
  const token = await signIn(device, 'secret')
  expect(token?.mechanism).toBe('HT-SHA-256-NONE')
  await signIn(device, 'no longer kept', token)
  await prosody.restart()
  await signIn(device, 'no longer kept', token)
})

test('D1: a token of another device, or an invented one, opens nothing', async () => {
  const device = randomUUID()
  const token = await signIn(device, 'secret')
  await expect(signIn(randomUUID(), 'wrong', token)).rejects.toThrow('not-authorized')
  await expect(
    signIn(device, 'wrong', { mechanism: 'HT-SHA-256-NONE', token: 'secret-token:fast-x' }),
  ).rejects.toThrow('not-authorized')
})

test('D1: who signs out for good leaves no key behind, the older one of the same browser neither', async () => {
  const device = randomUUID()
  const first = await signIn(device, 'secret')
  // By its use the first becomes the current one, and with the password a newer is asked for.
  await signIn(device, 'no longer kept', first)
  const second = await signIn(device, 'secret')
  expect(second?.token).not.toBe(first?.token)
  const other = randomUUID()
  const elsewhere = await signIn(other, 'secret')
  await signIn(device, 'no longer kept', second, { forGood: true })
  for (const token of [first, second])
    await expect(signIn(device, 'wrong', token)).rejects.toThrow('not-authorized')
  await signIn(other, 'no longer kept', elsewhere)
})

test('D1: a new password, or no account any more, ends keys and sessions, whoever made the change', async () => {
  // A machine that has seen so many wrong ones is kept out.
  await prosody.restart()
  prosody.addUser('ben', 'secret')
  const device = randomUUID()
  const token = await signIn(device, 'secret', undefined, { username: 'ben' })
  const online = await rawClient(prosody.websocket, 'localhost', { name: 'ben', password: 'secret' })
  const anna = await rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'secret' })
  prosody.addUser('ben', 'changed')
  expect(await online.closed).toBe('not-authorized')
  await expect(signIn(device, 'wrong', token, { username: 'ben' })).rejects.toThrow('not-authorized')
  const again = await signIn(device, 'changed', token, { username: 'ben' })
  await signIn(device, 'no longer kept', again, { username: 'ben' })
  const still = await rawClient(prosody.websocket, 'localhost', { name: 'ben', password: 'changed' })
  rmSync(join(prosody.dataDir, 'prosody', 'localhost', 'accounts', 'ben.dat'))
  expect(await still.closed).toBe('not-authorized')
  await expect(signIn(device, 'changed', again, { username: 'ben' })).rejects.toThrow('not-authorized')
  await anna.settle()
  await anna.close()
})
