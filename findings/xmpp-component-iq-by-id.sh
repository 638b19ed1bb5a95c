#!/bin/sh
# @xmpp/component 0.13.1: to which question an answer belongs.
# Expected: by `from` and `id` (RFC 6120 section 8.1.3: the id is unique for a sender, so both together tell).
# Seen: by the id alone; the result of another address settles the question, and the right one comes too late.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent @xmpp/component@0.13.1
cat >try.mjs <<'JS'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
const require = createRequire(import.meta.url)
const { component, xml } = require('@xmpp/component')
console.log('@xmpp/component', require('@xmpp/component/package.json').version)

// As much of a server as a component needs: it takes any handshake, and answers one question from the wrong address.
const server = createServer((socket) => {
  let seen = ''
  socket.on('data', (data) => {
    seen += data
    if (seen.includes('<stream:stream') || seen.includes('xmlns:stream')) {
      if (!socket.greeted) {
        socket.greeted = true
        socket.write("<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' id='s1' from='c.localhost'>")
      }
    }
    if (seen.includes('</handshake>')) {
      seen = ''
      socket.write('<handshake/>')
    }
    const id = /<iq[^>]*\bid="([^"]+)"/.exec(seen)?.[1]
    if (id) {
      seen = ''
      socket.write(`<iq type='result' id='${id}' from='somebody.else' to='c.localhost'/>`)
    }
  })
  socket.on('error', () => {})
}).listen(0, '127.0.0.1', () => {
  const entity = component({ service: `xmpp://127.0.0.1:${server.address().port}`, domain: 'c.localhost', password: 'x' })
  entity.on('error', () => {})
  entity.on('online', async () => {
    const question = xml('iq', { type: 'get', to: 'anna@localhost' }, xml('ping', { xmlns: 'urn:xmpp:ping' }))
    const answer = await entity.iqCaller.request(question, 5000).catch((error) => error)
    console.log(answer.attrs ? `asked anna@localhost, settled by ${answer.attrs.from}` : `not settled: ${answer}`)
    process.exit(0)
  })
  entity.start().catch((error) => console.log(String(error)))
})
setTimeout(() => process.exit(1), 20_000)
JS
node try.mjs | tee seen
grep -q 'settled by somebody.else' seen
