/** Between the component and the server: passes everything on, and keeps it for counting afterwards. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { cutter } from '../../support/light.ts'

export interface Tap {
  readonly port: number
  /** Forgets what has passed so far; from now on `copy` gets what the component sends. */
  clear(copy?: (data: Buffer) => void): void
  /** The stanzas of the component since `clear`. */
  sent(): string[]
  /** And those that came to it. */
  heard(): string[]
  /** Resolves when nothing has passed for so long, ms. */
  quiet(ms: number): Promise<void>
  close(): Promise<void>
}

export async function tap(serverPort: number): Promise<Tap> {
  let kept = { sent: [] as Buffer[], heard: [] as Buffer[] }
  let lastAt = performance.now()
  let copySent = (_: Buffer): void => {}
  const sockets = new Set<Socket>()
  const keepSent = (data: Buffer): void => {
    kept.sent.push(data)
    copySent(data)
  }
  const server = createServer((component) => {
    const upstream = connect({ host: '127.0.0.1', port: serverPort })
    for (const [from, to, keep] of [
      [component, upstream, keepSent],
      [upstream, component, (data: Buffer) => void kept.heard.push(data)],
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
    clear(copy = () => {}) {
      kept = { sent: [], heard: [] }
      copySent = copy
    },
    async quiet(ms) {
      for (let left = ms; left > 0; left = lastAt + ms - performance.now()) await pause(left)
    },
    sent: () => cut(kept.sent),
    heard: () => cut(kept.heard),
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
  for (const data of chunks) feed(decoder.decode(data, { stream: true }))
  return stanzas
}
