import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { rawClient } from '../support/raw.ts'

let prosody: TestProsody
beforeAll(async () => {
  prosody = await startProsody()
  prosody.addUser('anna', 'secret')
})
afterAll(() => prosody?.stop())

/** By the address of the slot, on the loopback interface: the host's name need not resolve. */
function put(address: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  const { pathname, host } = new URL(address)
  return new Promise((done, fail) => {
    const to = { host: '127.0.0.1', port: prosody.httpPort, path: pathname, method: 'PUT' }
    const call = request(
      { ...to, headers: { ...headers, host, 'content-length': body.length } },
      (answer) => {
        answer.resume()
        done(answer.statusCode ?? 0)
      },
    )
    call.once('error', fail)
    call.end(body)
  })
}

test('C3: an operator uploads a file of 1 MB: the cap on BOSH bodies does not touch it', async () => {
  const anna = await rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'secret' })
  const file = Buffer.alloc(1024 * 1024, 'x')
  const slot = await anna.ask(
    'get',
    'upload.localhost',
    `<request xmlns='urn:xmpp:http:upload:0' filename='a.txt' size='${file.length}' content-type='text/plain'/>`,
  )
  const place = slot.getChild('slot')?.getChild('put')
  const headers = Object.fromEntries(
    (place?.getChildren('header') ?? []).map((header) => [String(header.attrs.name), header.getText()]),
  )
  const status = await put(String(place?.attrs.url), { ...headers, 'content-type': 'text/plain' }, file)
  expect(status).toBe(201)
  await anna.close()
})
