/** Looks into another Node process through its inspector: what is kept after the garbage is gone, and where time goes. */
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'

interface Reply {
  readonly id?: number
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

export class Inspector {
  readonly #socket: WebSocket
  readonly #open = new Map<number, (reply: Reply) => void>()
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => {
      const reply: Reply = JSON.parse(data.toString())
      if (reply.id !== undefined) this.#open.get(reply.id)?.(reply)
    })
  }

  /** What the process must be started with. */
  static env = (port: number): Record<string, string> => ({ NODE_OPTIONS: `--inspect=127.0.0.1:${port}` })

  static async open(port: number): Promise<Inspector> {
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      webSocketDebuggerUrl: string
    }[]
    if (!target) throw new Error(`nothing to inspect on port ${port}`)
    const socket = new WebSocket(target.webSocketDebuggerUrl, { perMessageDeflate: false })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new Inspector(socket)
  }

  async call(method: string, params: object = {}): Promise<Record<string, unknown>> {
    this.#last += 1
    const id = this.#last
    const replied = new Promise<Reply>((resolve) => this.#open.set(id, resolve))
    this.#socket.send(JSON.stringify({ id, method, params }))
    const { result, error } = await replied
    this.#open.delete(id)
    if (!result) throw new Error(`${method}: ${error?.message}`)
    return result
  }

  /** Bytes on the heap that something still refers to. */
  async kept(): Promise<number> {
    // What was just finished lets go a moment later; finalisers run between two collections.
    for (let round = 0; round < 3; round += 1) {
      await this.call('HeapProfiler.collectGarbage')
      await pause(100)
    }
    await this.call('HeapProfiler.collectGarbage')
    return Number((await this.call('Runtime.getHeapUsage')).usedSize)
  }

  close(): void {
    this.#socket.terminate()
  }
}
