/**
 * A bare XMPP client and a bare component that send exactly what they are told, wrong stanzas included, and remember
 * all that comes back. For tests of the server; whoever tests behaviour uses a real client library.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { Element, parse } from 'ltx'
import SaxLtx from 'ltx/src/parsers/ltx.js'
import { WebSocket } from 'ws'

const WAIT = 30_000 // ms; a ceiling, for machines that are slow

export type Match = (stanza: Element) => boolean

export class RawPeer {
  jid = ''
  /** All stanzas since the start. */
  readonly seen: Element[] = []
  /** Settled when the link is gone, with the stream error's condition if there was one. */
  readonly closed: Promise<string | undefined>
  #settled = 0
  #count = 0
  #streamError: string | undefined
  readonly #listeners = new Set<(stanza: Element) => void>()
  readonly #write: (xml: string) => void
  readonly #end: () => void
  #gone: (why?: string) => void = () => {}

  constructor(write: (xml: string) => void, end: () => void) {
    this.#write = write
    this.#end = end
    this.closed = new Promise((resolve) => {
      this.#gone = resolve
    })
  }

  receive(stanza: Element): void {
    this.seen.push(stanza)
    if (stanza.is('error')) this.#streamError = stanza.getChildElements()[0]?.getName()
    for (const listener of this.#listeners) listener(stanza)
  }

  lost(): void {
    this.#gone(this.#streamError)
  }

  send(stanza: Element | string): void {
    this.#write(stanza.toString())
  }

  /** The first stanza that matches, from those seen after `from` stanzas had come. */
  next(match: Match, from = this.#settled): Promise<Element> {
    const already = this.seen.slice(from).find(match)
    if (already) return Promise.resolve(already)
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#listeners.delete(listener)
        const tail = this.seen.slice(-5).map(String).join('\n')
        reject(new Error(`${this.jid}: nothing came that matches; the last were\n${tail}`))
      }, WAIT)
      void this.closed.then((why) => {
        if (this.#listeners.has(listener)) reject(new Error(`${this.jid}: the stream has ended (${why})`))
        clearTimeout(late)
      })
      const listener = (stanza: Element) => {
        if (!match(stanza)) return
        clearTimeout(late)
        this.#listeners.delete(listener)
        resolve(stanza)
      }
      this.#listeners.add(listener)
    })
  }

  /** Sends an IQ and waits for its answer, an error included. */
  ask(type: 'get' | 'set', to: string | undefined, payload: Element | string): Promise<Element> {
    this.#count += 1
    const id = `raw-${this.#count}`
    const answer = this.next((stanza) => stanza.is('iq') && stanza.attrs.id === id, this.seen.length)
    const address = to === undefined ? '' : ` to='${to}'`
    this.send(`<iq type='${type}' id='${id}'${address}>${payload}</iq>`)
    return answer
  }

  /**
   * What has come since the last call, after a ping to the server and back: with streams in order, everything the
   * server wanted to say about what was sent before.
   */
  async settle(): Promise<Element[]> {
    const ping = await this.ask(
      'get',
      this.jid.split('@').at(-1)?.split('/')[0],
      "<ping xmlns='urn:xmpp:ping'/>",
    )
    const news = this.seen.slice(this.#settled).filter((stanza) => stanza !== ping)
    this.#settled = this.seen.length
    return news
  }

  close(): Promise<string | undefined> {
    this.#end()
    return this.closed
  }
}

/** Condition of an error stanza, such as `service-unavailable`; undefined for anything else. */
export function condition(stanza: Element | undefined): string | undefined {
  return stanza?.attrs.type === 'error'
    ? stanza.getChild('error')?.getChildElements()[0]?.getName()
    : undefined
}

export interface Credentials {
  readonly name: string
  readonly password: string
}

/**
 * Logs in over WebSocket (RFC 7395): SASL ANONYMOUS, or SCRAM-SHA-1 with credentials. Nothing is sent after binding. `address`
 * is where a proxy says that it comes from.
 */
export async function rawClient(
  url: string,
  host: string,
  credentials?: Credentials,
  address?: string,
): Promise<RawPeer> {
  const headers = address === undefined ? {} : { 'X-Forwarded-For': address }
  const socket = new WebSocket(url, 'xmpp', { headers })
  const peer = new RawPeer(
    (xml) => socket.send(xml.replace(/^<(iq|message|presence)\b/, "<$1 xmlns='jabber:client'")),
    () => socket.close(),
  )
  socket.on('message', (data) => peer.receive(parse(data.toString())))
  socket.on('close', () => peer.lost())
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const open = async () => {
    const from = peer.seen.length
    peer.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${host}' version='1.0'/>`)
    await peer.next((stanza) => stanza.is('features'), from)
  }
  await open()
  await (credentials ? scram(peer, credentials) : anonymous(peer))
  await open()
  const bound = await peer.ask('set', undefined, "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>")
  peer.jid = bound.getChild('bind')?.getChildText('jid') ?? ''
  if (!peer.jid) throw new Error(condition(bound))
  await peer.settle()
  return peer
}

/** Connects as the component of `domain` (XEP-0114). */
export async function rawComponent(port: number, domain: string, secret: string): Promise<RawPeer> {
  const socket = connect({ host: '127.0.0.1', port })
  socket.setEncoding('utf8').setNoDelay(true)
  const peer = new RawPeer(
    (xml) => socket.write(xml),
    () => socket.end('</stream:stream>'),
  )
  peer.jid = domain
  let feed: (xml: string) => void = () => {}
  const opened = new Promise<string>((resolve) => {
    feed = reader(
      (header) => resolve(String(header.attrs.id)),
      (stanza) => peer.receive(stanza),
    )
  })
  socket.on('data', (data) => feed(String(data)))
  socket.on('close', () => peer.lost())
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  peer.send(
    `<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='${domain}'>`,
  )
  const digest = createHash('sha1')
    .update(`${await opened}${secret}`)
    .digest('hex')
  peer.send(`<handshake>${digest}</handshake>`)
  await peer.next((stanza) => stanza.is('handshake'))
  return peer
}

/** Cuts a stream into its header and its stanzas. */
function reader(
  onHeader: (header: Element) => void,
  onStanza: (stanza: Element) => void,
): (xml: string) => void {
  const sax = new SaxLtx()
  const open: Element[] = []
  sax.on('startElement', (name: string, attrs: Record<string, string>) => {
    const element = new Element(name, attrs)
    if (open.length === 0) onHeader(element)
    if (open.length > 1) open.at(-1)?.cnode(element)
    open.push(element)
  })
  sax.on('text', (text: string) => open.length > 1 && open.at(-1)?.t(text))
  sax.on('endElement', () => {
    const element = open.pop()
    if (open.length === 1 && element) onStanza(element)
  })
  return (xml) => sax.write(xml)
}

async function anonymous(peer: RawPeer): Promise<void> {
  peer.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>")
  await peer.next((stanza) => stanza.is('success'))
}

/** RFC 5802, without channel binding. */
async function scram(peer: RawPeer, credentials: Credentials): Promise<void> {
  const sasl = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"
  const { first, answer } = scramSha1(credentials)
  peer.send(`<auth ${sasl} mechanism='SCRAM-SHA-1'>${first}</auth>`)
  const challenge = await peer.next((stanza) => stanza.is('challenge') || stanza.is('failure'))
  if (!challenge.is('challenge')) throw new Error(`${credentials.name}: ${challenge}`)
  peer.send(`<response ${sasl}>${answer(challenge.getText())}</response>`)
  const result = await peer.next((stanza) => stanza.is('success') || stanza.is('failure'))
  if (!result.is('success')) throw new Error(`${credentials.name}: ${result}`)
}

/** The two messages of a client (RFC 5802 §3), base64; `answer` takes the server's challenge. */
export function scramSha1({ name, password }: Credentials): {
  readonly first: string
  answer(challenge: string): string
} {
  const first = `n=${name},r=${randomBytes(12).toString('hex')}`
  const answer = (challenge: string): string => {
    const server = Buffer.from(challenge, 'base64').toString()
    const field = (key: string) => new RegExp(`(?:^|,)${key}=([^,]*)`).exec(server)?.[1] ?? ''
    const salted = pbkdf2Sync(password, Buffer.from(field('s'), 'base64'), Number(field('i')), 20, 'sha1')
    const key = createHmac('sha1', salted).update('Client Key').digest()
    const stored = createHash('sha1').update(key).digest()
    const last = `c=biws,r=${field('r')}`
    const signature = createHmac('sha1', stored).update(`${first},${server},${last}`).digest()
    const proof = Buffer.from(key.map((byte, index) => byte ^ (signature[index] ?? 0))).toString('base64')
    return base64(`${last},p=${proof}`)
  }
  return { first: base64(`n,,${first}`), answer }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
