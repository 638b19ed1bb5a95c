/**
 * A client for crowds: plain TCP (RFC 6120), one buffer, no trees. Thousands of them in one process take so little that the
 * server is what is measured. For anything that is about meaning, `people/` and `raw.ts` are there.
 */
import { connect, type Socket } from 'node:net'
import { type Credentials, scramSha1 } from './raw.ts'

const WITHIN = 60_000 // ms

/** The end of a child of the stream. `>` is escaped in values by the server, and nothing here nests stanzas. */
const END =
  /<\/(?:iq|message|presence|challenge|success|failure|stream:features|stream:error)>|<(?:iq|message|presence|success|handshake)\b[^<>]*\/>/g

/** Cuts text into the children of a stream, as they come. */
export function cutter(each: (xml: string) => void): (text: string) => void {
  let rest = ''
  return (text) => {
    rest += text
    let from = 0
    END.lastIndex = 0
    for (let end = END.exec(rest); end; end = END.exec(rest)) {
      const next = END.lastIndex
      each(rest.slice(from, next))
      from = next
      END.lastIndex = next
    }
    rest = rest.slice(from)
  }
}

/** The value of an attribute, as written; of the first element that has it. */
export const attribute = (xml: string, name: string): string | undefined =>
  new RegExp(`\\s${name}=(?:'([^']*)'|"([^"]*)")`)
    .exec(xml)
    ?.slice(1)
    .find((value) => value !== undefined)

export class LightClient {
  jid = ''
  /** Everything that is said to this client, from `open` on; what `open` itself asks for is not. */
  onStanza: (xml: string) => void = () => {}
  readonly #socket: Socket
  #awaited: ((xml: string) => void) | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8').setNoDelay(true)
    const cut = cutter((xml) => (this.#awaited ?? this.onStanza)(xml))
    socket.on('data', (data) => cut(String(data)))
    socket.on('error', () => {})
  }

  /** Without credentials: anonymous. Bound, and nothing sent since. */
  static async open(port: number, host: string, credentials?: Credentials): Promise<LightClient> {
    const socket = connect({ host: '127.0.0.1', port })
    const client = new LightClient(socket)
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    await client.#header(host)
    await client.#authenticate(credentials)
    await client.#header(host)
    const bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
    const bound = await client.#said(`<iq type='set' id='bind'>${bind}</iq>`, '<jid>')
    client.jid = /<jid>([^<]*)<\/jid>/.exec(bound)?.[1] ?? ''
    return client
  }

  send(xml: string): void {
    this.#socket.write(xml)
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()))
    this.#socket.end('</stream:stream>')
    this.#socket.destroySoon()
    return this.#socket.closed ? Promise.resolve() : closed
  }

  #header(host: string): Promise<string> {
    const namespaces = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
    return this.#said(`<stream:stream to='${host}' version='1.0' ${namespaces}>`, '</stream:features>')
  }

  async #authenticate(credentials: Credentials | undefined): Promise<void> {
    const sasl = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"
    if (!credentials) {
      await this.#said(`<auth ${sasl} mechanism='ANONYMOUS'/>`, '<success')
      return
    }
    const { first, answer } = scramSha1(credentials)
    const challenge = await this.#said(`<auth ${sasl} mechanism='SCRAM-SHA-1'>${first}</auth>`, '<challenge')
    const proof = answer(challenge.replace(/<[^>]*>/g, ''))
    await this.#said(`<response ${sasl}>${proof}</response>`, '<success')
  }

  /** Sends, and waits for what has these characters in it; a failure or anything else in between ends it. */
  #said(xml: string, wanted: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(late)
        this.#awaited = undefined
      }
      const late = setTimeout(() => {
        end()
        reject(new Error(`no ${wanted} in answer to ${xml}`))
      }, WITHIN)
      this.#awaited = (heard) => {
        end()
        if (heard.includes(wanted)) resolve(heard)
        else reject(new Error(`${heard} in answer to ${xml}`))
      }
      this.#socket.write(xml)
    })
  }
}

/** Opens many, some at a time: a server takes logins one after the other anyway. */
export async function openMany<T>(
  count: number,
  atOnce: number,
  open: (index: number) => Promise<T>,
): Promise<T[]> {
  const all: T[] = []
  for (let from = 0; from < count; from += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => open(from + index))
    all.push(...(await Promise.all(some)))
  }
  return all
}
