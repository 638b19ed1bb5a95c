/** One connection to the server, from the handshake to its end; `stream.ts` makes the next one. */
import type { Socket } from 'node:net'
import { type Component, component } from '@xmpp/component'
import type { Element } from 'ltx'
import { readInGulps } from './stream-gulps.ts'
import { StreamParser } from './stream-parser.ts'
import { PIECE, StreamWriter } from './stream-writer.ts'

export interface LinkOptions {
  readonly host: string
  readonly port: number
  readonly domain: string
  readonly secret: string
  /** For each step of connecting, ms. */
  readonly patience: number
  /** Of one stanza, bytes. */
  readonly maxStanza: number
  /** Called before anything is sent: for `@xmpp/debug`. */
  readonly watch?: (entity: Component) => void
}

export interface LinkListener {
  online(): void
  stanza(stanza: Element): void
  /** A whole stanza has arrived: what is torn in the middle, and swallows all that follows, is no sign of life. */
  heard(): void
  /** Called exactly once, whatever happened; nothing is called after it. */
  closed(why: Error): void
}

/** One connection, from the first packet to the last; never used again after `closed`. */
export interface Link {
  /**
   * Writes one stanza and tells the watcher about it.
   * @throws TypeError or RangeError, see `StreamWriter`; nothing is sent then.
   */
  send(stanza: Element): void
  /** Says goodbye and hangs up; resolves when the socket is closed. */
  close(): Promise<void>
  /** Hangs up at once: the other side no longer answers. */
  abandon(why: Error): void
}

const nothing = (): void => {}
const GOODBYE_MS = 1_000

/** Opens a connection with `@xmpp/component`, of which only stream and handshake are used. */
export function openLink(options: LinkOptions, listener: LinkListener): Link {
  const entity = makeEntity(options)
  const outgoing = new Outgoing(entity, (why) => close(why))
  let done = false
  const close = (why: Error): void => {
    if (done) return
    done = true
    // Whoever in the library still waits for an element gives up now and not after its timeout.
    entity.emit('error', why)
    entity.socket?.destroy()
    listener.closed(why)
  }
  entity.on('error', (error) => close(error instanceof Error ? error : new Error(String(error))))
  entity.on('close', () => close(new Error('the server closed the stream')))
  entity.on('disconnect', () => close(new Error('the server closed the connection')))
  entity.on('online', () => done || listener.online())
  entity.Parser = pastLibrary((stanza) => {
    if (!done) listener.heard()
    if (options.watch) entity.emit('element', stanza)
    if (!done) listener.stanza(stanza)
  })
  options.watch?.(entity)
  connect(entity, options)
  return {
    send(stanza) {
      if (done) return
      outgoing.add(stanza, options.maxStanza)
      if (options.watch) entity.emit('send', stanza)
    },
    close() {
      outgoing.flush()
      return hangUp(entity, () => close(new Error('closed by us')))
    },
    abandon: close,
  }
}

function makeEntity({ host, port, domain, secret, patience, watch }: LinkOptions): Component {
  const entity = component({ service: `xmpp://${domain}`, domain, password: secret })
  entity.timeout = patience
  entity.socketParameters = () => ({ host, port })
  // Its reconnect knows no back-off; a new entity is made instead.
  entity.reconnect.stop()
  // Its IQ machinery believes any sender and answers every request itself.
  entity.removeAllListeners('element')
  // Each `promise()` inside the library listens for a moment.
  entity.setMaxListeners(watch ? 30 : 20)
  return entity
}

/** Stanzas go straight to who hears them, where the library passes each on three times. Everything else is its own. */
const pastLibrary = (hear: (stanza: Element) => void): typeof StreamParser =>
  class extends StreamParser {
    constructor() {
      super((element) => {
        const isStanza = STANZAS.has(element.name)
        if (isStanza) hear(element)
        return isStanza
      })
    }
  }

/** RFC 6120 §8.1: the children of a stream that are not about the stream itself. */
const STANZAS: ReadonlySet<string> = new Set(['iq', 'message', 'presence'])

function connect(entity: Component, { domain, patience }: LinkOptions): void {
  // Failures come as `error` or `disconnect` as well, so the promises have nothing to add.
  const connected = entity.connect('').then(() => entity.open({ domain }))
  connected.catch((error: Error) => entity.emit('error', error))
  const socket = entity.socket as Socket // made by connect() before its first await
  const late = setTimeout(() => entity.emit('error', new Error('connecting took too long')), patience)
  socket.once('connect', () => clearTimeout(late)).once('close', () => clearTimeout(late))
  // A character split over two packets would arrive as two wrong ones.
  socket.setEncoding('utf8')
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 30_000)
  readInGulps(socket)
  // The library stops listening at `close`; an error after that must not end the process.
  socket.on('error', nothing)
}

/** What is enough for a call of its own, bytes. */
const ENOUGH = PIECE * 0.75

/** What is sent in one turn goes to the kernel in one call, or few: a chat is twenty stanzas, and most come in groups. */
class Outgoing {
  readonly #writer = new StreamWriter()

  constructor(
    readonly entity: Component,
    readonly failed: (why: Error) => void,
  ) {}

  add(stanza: Element, atMost: number): void {
    const isFirst = this.#writer.size === 0
    this.#writer.add(stanza, atMost)
    if (this.#writer.size > ENOUGH) this.flush()
    else if (isFirst) process.nextTick(() => this.flush())
  }

  flush(): void {
    const { socket } = this.entity
    if (this.#writer.size === 0 || !socket || socket.destroyed) return
    const bytes = this.#writer.take()
    socket.write(bytes, (error) => {
      if (error) this.failed(error)
      else this.#writer.giveBack(bytes)
    })
  }
}

async function hangUp(entity: Component, close: () => void): Promise<void> {
  const { socket } = entity
  if (!socket || socket.destroyed) return close()
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const impatient = setTimeout(() => socket.destroy(), GOODBYE_MS)
  if (socket.connecting) socket.destroy()
  else socket.end('</stream:stream>')
  await closed
  clearTimeout(impatient)
  close()
}
