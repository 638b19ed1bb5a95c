/** Between the component and the server: passes everything on, and keeps it for counting afterwards. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { cutter } from '../../support/light.ts'

export interface Passed {
  readonly xml: string
  /** By `performance.now()`. */
  readonly at: number
}

interface Chunk {
  readonly data: Buffer
  readonly at: number
}

export interface Tap {
  readonly port: number
  /** Forgets what has passed so far; from now on `copy` gets what the component sends. */
  clear(copy?: (data: Buffer) => void): void
  /** The stanzas since `clear`, each with the way it went. */
  stanzas(): { readonly sent: Passed[]; readonly received: Passed[] }
  /** Resolves when nothing has passed for so long, ms. */
  quiet(ms: number): Promise<void>
  close(): Promise<void>
}

export async function tap(serverPort: number): Promise<Tap> {
  let fromComponent: Chunk[] = []
  let fromServer: Chunk[] = []
  let lastAt = performance.now()
  let copySent = (_: Buffer): void => {}
  const sockets = new Set<Socket>()
  const keepSent = (chunk: Chunk): void => {
    fromComponent.push(chunk)
    copySent(chunk.data)
  }
  const server = createServer((component) => {
    const upstream = connect({ host: '127.0.0.1', port: serverPort })
    for (const [from, to, keep] of [
      [component, upstream, keepSent],
      [upstream, component, (chunk: Chunk) => void fromServer.push(chunk)],
    ] as const) {
      sockets.add(from)
      from.setNoDelay(true)
      from.on('data', (data) => {
        lastAt = performance.now()
        keep({ data, at: lastAt })
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
      fromComponent = []
      fromServer = []
      copySent = copy
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
function cut(chunks: readonly Chunk[]): Passed[] {
  const stanzas: Passed[] = []
  let now = 0
  const feed = cutter((xml) => stanzas.push({ xml, at: now }))
  const decoder = new TextDecoder()
  for (const { data, at } of chunks) {
    now = at
    feed(decoder.decode(data, { stream: true }))
  }
  return stanzas
}
