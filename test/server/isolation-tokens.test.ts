/** Tokens instead of passwords (XEP-0388, XEP-0386, XEP-0484), with the library that the operators' desk uses. */
import { randomUUID } from 'node:crypto'
import { type Client, client } from '@xmpp/client'
import { Element } from 'ltx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startProsody, type TestProsody } from '../support/prosody.ts'

Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket })

interface Token {
  readonly mechanism: string
  readonly token: string
}

let prosody: TestProsody
beforeAll(async () => {
  prosody = await startProsody()
  prosody.addUser('anna', 'secret')
})
afterAll(() => prosody?.stop())

/** Signs in once and out again; resolves with the token the server has given, or had before. */
async function signIn(device: string, password: string, token?: Token): Promise<Token | undefined> {
  const options = { service: prosody.websocket, domain: 'localhost', username: 'anna', password }
  const xmpp = client({ ...options, userAgent: new Element('user-agent', { id: device }) } as typeof options)
  let kept = token
  const { fast } = xmpp as Client & { fast: Record<string, unknown> }
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
