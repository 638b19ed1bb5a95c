/** Between a client without TLS and its server: what goes each way, counted by kind of stanza. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { cutter } from './light.ts'

type Kind = 'message' | 'presence' | 'iq'
export type Count = Record<Kind, number>

export interface Tap {
  readonly port: number
  /** From the server, and from the client, since the last call. */
  counted(): { readonly in: Count; readonly out: Count }
  end(): Promise<void>
}

const nothing = (): Count => ({ message: 0, presence: 0, iq: 0 })
const KIND = /<(message|presence|iq)\b/

/** `latency`: ms each way, as on a line that is longer than this machine. */
export async function startTap(to: number, { latency = 0 } = {}): Promise<Tap> {
  let counts = { in: nothing(), out: nothing() }
  const sockets = new Set<Socket>()
  const pass = (from: Socket, other: Socket, way: 'in' | 'out') => {
    sockets.add(from)
    const cut = cutter((xml) => {
      const kind = KIND.exec(xml)?.[1] as Kind | undefined
      if (kind) counts[way][kind] += 1
    })
    from.on('data', (data) => cut(String(data)))
    const late = (then: () => void) => (latency > 0 ? setTimeout(then, latency) : then())
    from.on('data', (data) => late(() => other.write(data)))
    from.on('error', () => from.destroy()).on('close', () => late(() => other.destroy()))
  }
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port: to })
    pass(near, far, 'out')
    pass(far, near, 'in')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    counted() {
      const all = counts
      counts = { in: nothing(), out: nothing() }
      return all
    },
    async end() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
