/** A real SMTP server on loopback, for tests. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  /** Header section and body, as they came over the wire. */
  readonly raw: string
  header(name: string): string | undefined
  readonly headers: readonly string[]
  readonly body: string
}

export interface TestMailServer {
  readonly url: string
  readonly received: Received[]
  /** How it answers recipients and data from now on: an SMTP status, 250 for yes. */
  answer: number
  /** Resolves with the next mail (or one that has come and was not taken yet). */
  next(): Promise<Received>
  close(): Promise<void>
}

export async function startMailServer(port = 0): Promise<TestMailServer> {
  const waiting: ((mail: Received) => void)[] = []
  const untaken: Received[] = []
  const refusal = (code: number) => Object.assign(new Error('not now'), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(state.answer === 250 ? null : refusal(state.answer)),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const mail = read(Buffer.concat(chunks).toString(), mailFrom ? mailFrom.address : '', rcptTo)
        state.received.push(mail)
        const taker = waiting.shift()
        if (taker) taker(mail)
        else untaken.push(mail)
        done()
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const state: TestMailServer = {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received: [],
    answer: 250,
    next() {
      const there = untaken.shift()
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push(resolve))
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
  return state
}

function read(raw: string, from: string, to: readonly { readonly address: string }[]): Received {
  const end = raw.indexOf('\r\n\r\n')
  const headers = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  return {
    from,
    to: to.map(({ address }) => address),
    raw,
    headers,
    header: (name) => {
      const line = headers.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}: `))
      return line?.slice(name.length + 2)
    },
    body: raw.slice(end + 4),
  }
}
