/** Passwords are not guessed, and nobody holds a connection without signing in (T18), on every way in. */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { rawClient } from '../support/raw.ts'

let prosody: TestProsody

beforeAll(async () => {
  prosody = await startProsody({ env: { PARLOR_LOGIN_PATIENCE: '5' } })
  prosody.addUser('anna', 'secret')
  prosody.addUser('ben', 'secret')
})
afterAll(() => prosody?.stop())

const HEADER =
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='localhost'>"

/** Over TCP: sends, and returns all the server says until it hangs up. */
function overTcp(xml: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(prosody.c2sPort, '127.0.0.1')
    let said = ''
    socket.setEncoding('utf8').on('data', (data) => {
      said += data
    })
    socket.once('close', () => resolve(said)).once('error', () => resolve(`${said} reset`))
    socket.write(xml)
  })
}

const signIn = (name: string, password: string) =>
  rawClient(prosody.websocket, 'localhost', { name, password }).then(
    async (peer) => {
      await peer.close()
      return 'in'
    },
    (error: Error) => error.message,
  )

test('T18: who connects and does not sign in is cut off, by TCP and by WebSocket; who has signed in stays', async () => {
  const anna = await rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'secret' })
  const socket = new WebSocket(prosody.websocket, 'xmpp')
  const closed = new Promise((resolve) => socket.once('close', () => resolve('closed')))
  const tcp = overTcp(HEADER)
  const silent = overTcp(' ')
  expect(await closed).toBe('closed')
  expect(await tcp).toContain('connection-timeout')
  await silent
  await anna.settle()
  await anna.close()
})

test('T18: ten wrong passwords from one address, for whatever account, and there is a pause on every way in', async () => {
  const tries = ['anna', 'ben', 'nobody', 'anna', 'ben', 'anna', 'ben', 'anna', 'ben', 'anna']
  for (const name of tries) expect(await signIn(name, 'guess'), name).toMatch(/not-authorized|ended/)
  expect(await signIn('anna', 'secret')).not.toBe('in')
  const plain = Buffer.from('\0ben\0secret').toString('base64')
  const said = await overTcp(
    `${HEADER}<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`,
  )
  expect(said).toContain('temporary-auth-failure')
  expect(said).not.toContain('<success')
  // One line, with the address, for fail2ban.
  const lines = prosody.log.filter((line) =>
    line.includes('Too many failed sign-ins from 127.0.0.1, the last for'),
  )
  expect(lines).toHaveLength(1)
})
