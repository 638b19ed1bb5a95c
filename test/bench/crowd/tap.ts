/** Between the component and the server: passes everything on, and keeps it for counting afterwards. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { cutter } from '../../support/light.ts'

export interface Tap {
  readonly port: number
  /** Forgets what has passed so far. */
  clear(): void
  /** The stanzas since `clear`, each with the way it went. */
  stanzas(): { readonly sent: string[]; readonly received: string[] }
  /** Resolves when nothing has passed for so long, ms. */
  quiet(ms: number): Promise<void>
  close(): Promise<void>
}

export async function tap(serverPort: number): Promise<Tap> {
  let fromComponent: Buffer[] = []
  let fromServer: Buffer[] = []
  let lastAt = performance.now()
  const sockets = new Set<Socket>()
  const server = createServer((component) => {
    const upstream = connect({ host: '127.0.0.1', port: serverPort })
    for (const [from, to, keep] of [
      [component, upstream, (data: Buffer) => fromComponent.push(data)],
      [upstream, component, (data: Buffer) => fromServer.push(data)],
    ] as const) {
      sockets.add(from)
      from.setNoDelay(true)
      from.on('data', (data) => {
        lastAt = performance.now()
        keep(data)
        to.write(data)
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroySoon()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    clear() {
      fromComponent = []
      fromServer = []
    },
    async quiet(ms) {
      for (let left = ms; left > 0; left = lastAt + ms - performance.now()) await pause(left)
    },
    stanzas: () => ({ sent: cut(fromComponent), received: cut(fromServer) }),
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** In pieces: one string of all would be large. */
function cut(chunks: readonly Buffer[]): string[] {
  const stanzas: string[] = []
  const feed = cutter((xml) => stanzas.push(xml))
  const decoder = new TextDecoder()
  for (const chunk of chunks) feed(decoder.decode(chunk, { stream: true }))
  return stanzas
}
