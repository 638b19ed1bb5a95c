/** What lies between a browser and Parlor: a network that can be cut, and a website that is not Parlor's. */
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createTcp, type Socket } from 'node:net'

/** A TCP proxy: the network between browser and Parlor. */
export interface Network {
  readonly port: number
  /** Every connection breaks, and new ones are refused. */
  cut(): void
  /** Nothing gets through any more, and nobody is told. */
  hush(): void
  heal(): void
  close(): Promise<void>
}

export async function layNetwork(target: () => number): Promise<Network> {
  const sockets = new Set<Socket>()
  let state: 'up' | 'cut' | 'hush' = 'up'
  const server = createTcp((near) => {
    if (state === 'cut') return near.destroy()
    const far = connect(target(), '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      // What is under way while the network is silent is lost, as it would be.
      socket.on('data', (data) => state === 'up' && other.write(data))
    }
    return undefined
  })
  const port = await listen(server)
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port,
    cut() {
      state = 'cut'
      breakAll()
    },
    hush() {
      state = 'hush'
    },
    heal() {
      if (state === 'hush') breakAll()
      state = 'up'
    },
    close() {
      breakAll()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

/** On a port that is free; resolves with it. */
export async function listen(server: ReturnType<typeof createTcp>): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return (server.address() as AddressInfo).port
}

/** A customer's website on another site than Parlor's, with as strict a policy as it can have. */
export function website(parlor: string): Server {
  const policy = `default-src 'none'; script-src ${parlor}; connect-src ${parlor}; frame-src ${parlor}`
  const page = (title: string, more = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
    <script src="${parlor}/widget.js" ${more} data-site="shop" data-workgroup="support" data-param-customer="56164" async></script>
    </head><body><main><h1>${title}</h1><p><a href="/cart">Cart</a></p></main></body></html>`
  const titles: Record<string, string> = {
    ...{ '/': 'Shop', '/cart': 'Cart', '/styled': 'Styled' },
    // Other sites of this origin, where a test's configuration has them: of two attributes the first counts.
    ...{ '/quiet': 'Quiet', '/off': 'Off' },
  }
  const looks: Record<string, string> = {
    '/styled': 'data-label="Ask us" data-accent="#ffd166" data-position="left"',
    '/quiet': 'data-site="quiet"',
    '/off': 'data-site="off"',
  }
  return createServer((request, response) => {
    const title = titles[request.url ?? '']
    response.writeHead(title ? 200 : 404, { 'content-type': 'text/html', 'content-security-policy': policy })
    response.end(title ? page(title, looks[request.url ?? '']) : '')
  })
}
