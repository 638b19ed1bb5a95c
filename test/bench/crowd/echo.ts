/**
 * What the same stanzas cost a bare component of xmpp.js that does nothing but send them back. It gets them while they are
 * sent, packet by packet: on a machine that is busy with the same rush.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { cutter } from '../../support/light.ts'
import { cpuSeconds } from '../cpu.ts'

const ECHO = fileURLToPath(new URL('./echo.mjs', import.meta.url))
const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='support.localhost' id='1'>"

export class Echo {
  readonly #child: ChildProcess
  readonly #socket: Socket
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

  /** What a component sends. A request would be answered by the library itself. */
  hear(data: Buffer): void {
    this.#socket.write(String(data).replace(/ type=(["'])(?:set|get)\1/g, " type='result'"))
  }

  /** Resolves when so many stanzas were sent back; from then on it counts anew. */
  async sentBack(count: number): Promise<void> {
    if (this.#sentBack < count)
      await new Promise<void>((done) => {
        this.#awaited = { count, done }
      })
    this.#sentBack -= count
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
