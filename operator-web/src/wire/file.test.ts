import { expect, test } from 'vitest'
import { parseXml } from '../desk/fake-link.kit.ts'
import { parseFile, parseSlot } from './file.ts'
import { buildMessage, parseSaid } from './muc.ts'

const ROOM = 'r1@rooms.localhost'
const file = { url: 'https://d/file_share/x/a%20b.png', name: 'a b.png', size: 1234, type: 'image/png' }

test('C3: a file is read as it is written, by the address alone too', () => {
  const sent = buildMessage(ROOM, 'm1', file.url, { file }).toString()
  expect(parseSaid(parseXml(sent.replace('<message', `<message from='${ROOM}/Anna'`)))).toMatchObject({
    file,
  })
  const plain = parseXml(
    `<message><body>${file.url}</body><x xmlns='jabber:x:oob'><url>${file.url}</url></x></message>`,
  )
  expect(parseFile(plain, file.url)).toEqual({ url: file.url, name: 'a b.png', type: 'image/png' })
})

test('C3: what says more than the address, or leads elsewhere than it says, is text', () => {
  const other = parseXml(
    `<message><body>x</body><x xmlns='jabber:x:oob'><url>https://evil.example/</url></x></message>`,
  )
  expect(parseFile(other, 'see https://evil.example/')).toBeUndefined()
  expect(parseFile(other, 'https://d/')).toBeUndefined()
  const script = parseXml(
    `<message><body/><x xmlns='jabber:x:oob'><url>javascript:alert(1)</url></x></message>`,
  )
  expect(parseFile(script, 'javascript:alert(1)')).toBeUndefined()
})

test('C3: a place on the server may ask for three headers, and no others', () => {
  const slot = parseXml(`<iq><slot xmlns='urn:xmpp:http:upload:0'><put url='https://d/up'>
    <header name='Authorization'>Bearer x</header><header name='Host'>evil</header></put><get url='https://d/x'/></slot></iq>`)
  expect(parseSlot(slot)).toEqual({
    ...{ put: 'https://d/up', get: 'https://d/x', headers: { authorization: 'Bearer x' } },
  })
})
