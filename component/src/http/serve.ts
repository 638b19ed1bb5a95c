import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type HttpOptions, newHttp } from './context.ts'
import { makeApp } from './routes.ts'
import { passUpgrade } from './xmpp-proxy.ts'

export interface HttpServer {
  readonly port: number
  /** Takes nothing new, ends what is open, resolves when all is closed. */
  close(): Promise<void>
}

/** The address cannot be listened on: `port 8080 on 127.0.0.1 is taken ...`. */
export class ListenError extends Error {
  override readonly name = 'ListenError'

  constructor(
    /** `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` ... */
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const advice: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) =>
    `port ${port} on ${host} is taken: stop what uses it, or choose another http.port`,
  EACCES: (_, port) => `port ${port} needs more rights: choose an http.port above 1023, or use a proxy`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this machine: correct http.host`,
}

/** @throws ListenError */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const http = newHttp(options)
  const { host, port } = options.config().http
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, makeApp(http))
  server.keepAliveTimeout = 65_000
  const sockets = track(server)
  server.on('upgrade', (request, socket, head) => passUpgrade(http, request, socket, head))
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  await listen(server, host, port)
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new ListenError(code, advice[code]?.(host, port) ?? message)
  }
}

/** An upgraded socket is no longer the server's, so `closeAllConnections` would forget it. */
function track(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  return sockets
}
