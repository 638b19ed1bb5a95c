/** A network between two programs, as a TCP proxy: it can be cut, stall, and go dead without a word. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Network {
  readonly port: number
  /** Every connection breaks. */
  cut(): void
  /** Nothing gets through any more, and nobody is told; new connections are taken and say nothing. */
  silence(): void
  /** What was held back gets through now. */
  goOn(): void
  /** What was held back is lost: connections from before the silence are dead; new ones work. */
  flow(): void
  end(): Promise<void>
}

export interface Wiring {
  /** The port at 127.0.0.1 that is served. */
  readonly to: () => number
  /** Where others connect. */
  readonly host?: string
}

export async function startNetwork({ to, host = '127.0.0.1' }: Wiring): Promise<Network> {
  const pairs = new Set<readonly [Socket, Socket]>()
  const waiting = new Set<Socket>()
  let isSilent = false
  const join = (near: Socket): void => {
    const far = connect({ host: '127.0.0.1', port: to() })
    const pair = [near.setNoDelay(true), far.setNoDelay(true)] as const
    pairs.add(pair)
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on('error', () => one.destroy())
      one.on('close', () => {
        other.destroy()
        pairs.delete(pair)
      })
      if (!isSilent) one.pipe(other)
    }
  }
  const server = createServer((near) => {
    if (!isSilent) return join(near)
    waiting.add(near.pause())
    near.on('error', () => near.destroy()).on('close', () => waiting.delete(near))
  })
  server.listen(0, host)
  await once(server, 'listening')
  const cut = (): void => {
    for (const socket of [...pairs, waiting].flatMap((some) => [...some])) socket.destroy()
  }
  const flow = (): void => {
    isSilent = false
    cut()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    silence() {
      isSilent = true
      for (const pair of pairs) for (const socket of pair) socket.unpipe().pause()
    },
    goOn() {
      isSilent = false
      for (const [near, far] of pairs) near.pipe(far).pipe(near)
      for (const near of waiting) {
        waiting.delete(near)
        join(near.removeAllListeners())
      }
    },
    flow,
    async end() {
      flow()
      server.close()
      await once(server, 'close')
    },
  }
}
