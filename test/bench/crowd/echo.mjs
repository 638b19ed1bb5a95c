/** A bare component of xmpp.js, as its README has it: everything that comes is sent back. `node echo.mjs PORT SECRET` */
import { component } from '@xmpp/component'

const [port = '', secret = ''] = process.argv.slice(2)
const xmpp = component({
  service: `xmpp://127.0.0.1:${port}`,
  domain: 'support.localhost',
  password: secret,
})
xmpp.on('error', () => {})
xmpp.on('stanza', (stanza) => {
  const { from, to } = stanza.attrs
  stanza.attrs.from = to
  stanza.attrs.to = from
  // Otherwise its IQ machinery answers requests, too.
  xmpp.send(stanza)
})
xmpp.on('online', () => process.stdout.write('online\n'))
await xmpp.start()
