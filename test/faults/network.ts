/** The network between clients and server, as a TCP proxy: it can be cut, and it can go dead without a word. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Network {
  readonly port: number
  /** Every connection breaks. */
  cut(): void
  /** Nothing gets through any more, and nobody is told; new connections are taken and say nothing. */
  silence(): void
  /** Connections from before the silence are dead; new ones work. */
  flow(): void
  end(): Promise<void>
}

export async function startNetwork(to: number): Promise<Network> {
  const open = new Set<Socket>()
  let silent = false
  const keep = (socket: Socket): void => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
  }
  const server = createServer((near) => {
    keep(near)
    if (silent) return void near.pause()
    const far = connect({ host: '127.0.0.1', port: to })
    keep(far)
    near.setNoDelay(true).pipe(far.setNoDelay(true)).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    silence() {
      silent = true
      for (const socket of open) socket.unpipe().pause()
    },
    flow() {
      silent = false
      cut()
    },
    async end() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
