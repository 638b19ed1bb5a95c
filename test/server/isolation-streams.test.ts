import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProsody, type TestProsody } from '../support/prosody.ts'
import { condition, rawClient, rawComponent } from '../support/raw.ts'

const BOSH = "xmlns='http://jabber.org/protocol/httpbind'"
const PING = "<ping xmlns='urn:xmpp:ping'/>"

let prosody: TestProsody
beforeAll(async () => {
  prosody = await startProsody({ env: { PARLOR_VISITOR_SESSIONS: '3' } })
  prosody.addUser('anna', 'secret')
})
afterAll(() => prosody?.stop())

const visitor = () => rawClient(prosody.websocket, 'visitors.localhost')

/** The server lives on: a newcomer is served. */
async function stillServes() {
  const peer = await visitor()
  expect((await peer.ask('get', 'visitors.localhost', PING)).attrs.type).toBe('result')
  await peer.close()
}

async function bosh(body: string, address?: string) {
  const forwarded = address === undefined ? {} : { 'x-forwarded-for': address }
  const headers = { 'content-type': 'text/xml', ...forwarded }
  const answer = await fetch(prosody.bosh, { method: 'POST', body, headers })
  return { status: answer.status, text: await answer.text() }
}

const openBosh = () =>
  bosh(`<body ${BOSH} to='visitors.localhost' rid='1' wait='1' hold='1' ver='1.6' xml:lang='en'
    xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>`)

/** Signs in as a visitor; the answer to the last step, which binds. */
async function signInByBosh(address: string): Promise<string> {
  const opening = `<body ${BOSH} to='visitors.localhost' rid='1' wait='5' hold='1' ver='1.6' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>`
  const { text } = await bosh(opening, address)
  const sid = /sid='([^']+)'/.exec(text)?.[1]
  const steps = [
    ['', "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>"],
    ["xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh' to='visitors.localhost'", ''],
    ['', "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"],
  ] as const
  let said = ''
  for (const [index, [attributes, inner]] of steps.entries())
    said = (
      await bosh(`<body ${BOSH} sid='${sid}' rid='${index + 2}' ${attributes}>${inner}</body>`, address)
    ).text
  return said
}

/** Opens a client stream on the XMPP port, sends, and returns all the server says until it hangs up. */
function overTcp(xml: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(prosody.c2sPort, '127.0.0.1')
    let said = ''
    socket.setEncoding('utf8').on('data', (data) => {
      said += data
    })
    // A server that hangs up with data unread resets the connection; what it said may be lost with it.
    socket.once('close', () => resolve(said)).once('error', () => resolve(`${said} reset`))
    socket.write(xml)
  })
}

const HEADER =
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'"

describe('what is too big or not XML for us', () => {
  test('T19, B6: 70 kB in one stanza end the WebSocket stream, and only that', async () => {
    const peer = await visitor()
    peer.send(`<message to='support@support.localhost'><body>${'x'.repeat(70_000)}</body></message>`)
    expect(await peer.closed).toBe('policy-violation')
    await stillServes()
  })

  test('T19, B6: 200 kB in one BOSH body are refused before they are parsed', async () => {
    const { text } = await bosh(`<body ${BOSH} to='visitors.localhost' rid='1'>${'x'.repeat(200_000)}</body>`)
    expect(text).not.toContain('sid=')
    await stillServes()
  })

  test('T19, B6: 20 kB before the login end a TCP stream', async () => {
    const said = await overTcp(`${HEADER} to='localhost'><auth>${'x'.repeat(20_000)}</auth>`)
    expect(said).toMatch(/policy-violation|reset/)
    await stillServes()
  })

  test.each([
    ['DOCTYPE', "<!DOCTYPE a [<!ENTITY b 'c'>]>"],
    ['a processing instruction', '<?php x ?>'],
    ['a comment', '<!-- x -->'],
  ])('B6: %s ends the stream', async (_, xml) => {
    const peer = await visitor()
    peer.send(`<message to='support@support.localhost'>${xml}</message>`)
    expect(await peer.closed).toMatch(/restricted-xml|not-well-formed/)
    await stillServes()
  })

  test('T21, B6: an entity bomb over TCP and BOSH ends the stream', async () => {
    const bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]>"
    expect(await overTcp(`${bomb}${HEADER} to='localhost'>`)).toMatch(/restricted-xml|not-well-formed/)
    expect((await bosh(`${bomb}<body ${BOSH}>&c;</body>`)).text).toContain("type='terminate'")
    await stillServes()
  })

  test('T22, B6: a BOSH session of another is not to be guessed', async () => {
    const { text } = await openBosh()
    expect(/sid='([^']+)'/.exec(text)?.[1]).toMatch(/^[\w-]{20,}$/)
    expect((await bosh(`<body ${BOSH} sid='1' rid='2'/>`)).text).toContain('item-not-found')
  })
})

describe('too much', () => {
  test('T17, B6: a visitor who floods is told to wait, and may still leave', async () => {
    const desk = await rawComponent(prosody.componentPort, 'support.localhost', prosody.componentSecret)
    const peer = await visitor()
    peer.send("<presence to='support@support.localhost'/>")
    for (let n = 0; n < 80; n += 1)
      peer.send(`<iq type='get' id='f${n}' to='visitors.localhost'>${PING}</iq>`)
    const refused = await peer.next((stanza) => condition(stanza) === 'resource-constraint')
    expect(refused.getChild('error')?.attrs.type).toBe('wait')
    peer.send("<presence to='support@support.localhost' type='unavailable'/>")
    await desk.next((stanza) => stanza.attrs.type === 'unavailable' && stanza.attrs.from === peer.jid)
    await peer.close()
    await desk.close()
  })
})

describe('far too much', () => {
  test('T17, B7: who goes on after being refused is cut off, and the log says so', async () => {
    const peer = await visitor()
    for (let n = 0; n < 400; n += 1)
      peer.send(`<iq type='get' id='f${n}' to='visitors.localhost'>${PING}</iq>`)
    expect(await peer.closed).toBe('policy-violation')
    // The log comes by another way than the stream, and may come later.
    await expect.poll(() => prosody.log.join('\n')).toContain('is cut off: far too much at once')
    await stillServes()
  })

  test('T18, B7: so many visitors at one address and no more, by WebSocket and BOSH; the next one is let in when one has gone', async () => {
    const from = (address: string) => rawClient(prosody.websocket, 'visitors.localhost', undefined, address)
    const peers = [await from('203.0.113.5'), await from('203.0.113.5'), await from('203.0.113.5')]
    await expect(from('203.0.113.5')).rejects.toThrow('resource-constraint')
    expect(await signInByBosh('203.0.113.5')).toContain('resource-constraint')
    expect(await signInByBosh('203.0.113.6')).toContain('<jid>')
    const other = await from('203.0.113.6')
    await peers[0]?.close()
    peers[0] = await from('203.0.113.5')
    await Promise.all([...peers, other].map((peer) => peer?.close()))
  })
})

describe('who may log in', () => {
  test('B6: a wrong password and an unknown operator are refused', async () => {
    const anna = rawClient(prosody.websocket, 'localhost', { name: 'anna', password: 'wrong' })
    await expect(anna).rejects.toThrow('not-authorized')
    const nobody = rawClient(prosody.websocket, 'localhost', { name: 'nobody', password: 'wrong' })
    await expect(nobody).rejects.toThrow('not-authorized')
  })

  test('T27, B6: a component with a wrong secret is refused', async () => {
    await expect(rawComponent(prosody.componentPort, 'support.localhost', 'wrong')).rejects.toThrow(
      'not-authorized',
    )
  })

  test('B6: the desk that comes back takes the place of the one that hangs', async () => {
    const old = await rawComponent(prosody.componentPort, 'support.localhost', prosody.componentSecret)
    const fresh = await rawComponent(prosody.componentPort, 'support.localhost', prosody.componentSecret)
    expect(await old.closed).toBe('conflict')
    await fresh.close()
  })
})
