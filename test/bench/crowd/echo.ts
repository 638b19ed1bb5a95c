/**
 * What the same stanzas cost a bare component of xmpp.js that does nothing but send them back. It gets them during the same
 * rush, on the same busy machine, and in packets as a server sends them: with each packet that the measured component gets
 * from the server, as many stanzas of those that it has sent. In the writes in which they were sent they would come two or
 * three times as many at once, and every write that the component saves would lower the floor, too.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { cutter } from '../../support/light.ts'
import { cpuSeconds } from '../cpu.ts'
import type { Witness } from './tap.ts'

const ECHO = fileURLToPath(new URL('./echo.mjs', import.meta.url))
const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='support.localhost' id='1'>"

/** A request would be answered by the library itself. */
const answerable = (xml: string): string => xml.replace(/ type=(["'])(?:set|get)\1/g, " type='result'")

export class Echo implements Witness {
  readonly #child: ChildProcess
  readonly #socket: Socket
  /** Until it is their turn. */
  readonly #waiting: string[] = []
  readonly #cutSent = cutter((xml) => this.#waiting.push(answerable(xml)))
  readonly #cutHeard = cutter(() => {
    this.#due += 1
  })
  #due = 0
  #sentBack = 0
  #awaited: { readonly count: number; readonly done: () => void } | undefined

  private constructor(child: ChildProcess, socket: Socket) {
    this.#child = child
    this.#socket = socket
    const cut = cutter(() => {
      this.#sentBack += 1
      if (this.#sentBack === this.#awaited?.count) this.#awaited.done()
    })
    socket.on('data', (data) => cut(String(data)))
  }

  static async start(): Promise<Echo> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const child = spawn(process.execPath, [ECHO, String(port), 'secret'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [socket] = (await once(server, 'connection')) as [Socket]
    server.close()
    socket.setEncoding('utf8').setNoDelay(true)
    const greet = (data: string) => {
      if (data.includes('<stream:stream')) socket.write(HEADER)
      else socket.write('<handshake/>')
    }
    socket.on('data', greet)
    if (child.stdout) await once(child.stdout, 'data')
    socket.off('data', greet)
    return new Echo(child, socket)
  }

  /** By the measured component. */
  sent(data: Buffer): void {
    this.#cutSent(String(data))
  }

  /** By the measured component. */
  heard(data: Buffer): void {
    this.#due = 0
    this.#cutHeard(String(data))
    if (this.#due > 0) this.#hand(this.#waiting.splice(0, this.#due))
  }

  /** Resolves when so many stanzas were sent back; from then on it counts anew. Those that still wait come all at once. */
  async sentBack(count: number): Promise<void> {
    this.#hand(this.#waiting.splice(0))
    if (this.#sentBack < count)
      await new Promise<void>((done) => {
        this.#awaited = { count, done }
      })
    this.#sentBack -= count
  }

  #hand(stanzas: readonly string[]): void {
    if (stanzas.length > 0) this.#socket.write(stanzas.join(''))
  }

  get cpu(): number {
    return cpuSeconds(this.#child.pid ?? 0)
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
    this.#socket.destroy()
  }
}
