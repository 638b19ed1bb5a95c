import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export const SECRET = 'sesame'
export const DOMAIN = 'support.localhost'

/** Just enough of XEP-0114 on a free port of the loopback, for tests: raw bytes in both directions. */
export async function fakeServer({ port = 0 } = {}) {
  const server = createServer((socket) => accept(new FakeConnection(socket)))
  const waiting: ((connection: FakeConnection) => void)[] = []
  const arrived: FakeConnection[] = []
  const all: FakeConnection[] = []
  function accept(connection: FakeConnection): void {
    all.push(connection)
    const next = waiting.shift()
    if (next) next(connection)
    else arrived.push(connection)
  }
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** The next connection of a component, before its handshake is judged. */
    connection(): Promise<FakeConnection> {
      const connection = arrived.shift()
      return connection ? Promise.resolve(connection) : new Promise((resolve) => waiting.push(resolve))
    },
    async close(): Promise<void> {
      for (const { socket } of all) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

export type FakeServer = Awaited<ReturnType<typeof fakeServer>>

export class FakeConnection {
  /** Everything the component sent and nobody has looked at yet. */
  received = ''
  /** What ends it from the outside: a `</stream:stream>` is left to the test. */
  constructor(readonly socket: Socket) {
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      this.received += text
    })
    socket.on('error', () => {})
  }

  /** Waits until the component has sent something that matches, and takes everything up to its end. */
  async until(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const found = this.received.match(pattern)
      if (found?.index !== undefined) {
        this.received = this.received.slice(found.index + found[0].length)
        return found
      }
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close').then(gone)])
    }
  }

  /** Answers header and handshake like a server that knows `secret`. */
  async welcome(secret = SECRET): Promise<this> {
    await this.until(/<stream:stream[^>]*>/)
    const id = 'stream-1'
    this.socket.write(
      "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' " +
        `xmlns:stream='http://etherx.jabber.org/streams' from='${DOMAIN}' id='${id}'>`,
    )
    const [, digest] = await this.until(/<handshake>([0-9a-f]+)<\/handshake>/)
    const right =
      digest ===
      createHash('sha1')
        .update(id + secret)
        .digest('hex')
    if (right) this.socket.write('<handshake/>')
    else this.refuse('not-authorized')
    return this
  }

  refuse(condition: string): void {
    this.socket.end(
      `<stream:error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>`,
    )
  }
}

function gone(): never {
  throw new Error('the component hung up')
}
