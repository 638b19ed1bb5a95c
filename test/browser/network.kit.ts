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

/** All that a site's style sheet might say about elements that it does not know, and about its own root. */
const NASTY = `
html { transform: translate(40px, 40px) scale(0.5); filter: invert(1); zoom: 2; perspective: 100px; opacity: 0.5 }
body { zoom: 3 }
div { position: relative; left: -300px; content-visibility: hidden !important }
div:empty, :empty { display: none !important }
* { position: relative !important; transform: rotate(7deg) !important; opacity: 0.2 !important; margin: 30px !important;
  animation: spin 1s infinite !important; transition: all 9s !important; z-index: -1 !important; visibility: hidden !important;
  pointer-events: none !important; font: 50px serif !important; width: 10px !important; height: 10px !important;
  inset: 0 auto auto 0 !important; direction: rtl !important; --accent: red !important; --x: 300px !important;
  --zoom: 3 !important; color: red !important; clip-path: circle(1px) !important }
button, iframe, section, header { background: red !important; display: none !important; border-radius: 0 !important }
@keyframes spin { to { transform: rotate(1turn) } }`

interface SitePage {
  readonly title: string
  /** Attributes of the snippet before the usual ones: of two alike the first counts. */
  readonly snippet?: string
  readonly head?: string
  /** `PARLOR` stands for Parlor's address. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const PAGES: Readonly<Record<string, SitePage>> = {
  '/': { title: 'Shop' },
  '/cart': { title: 'Cart' },
  '/styled': { title: 'Styled', snippet: 'data-label="Ask us" data-accent="#ffd166" data-position="left"' },
  // Other sites of this origin, where a test's configuration has them.
  '/quiet': { title: 'Quiet', snippet: 'data-site="quiet"' },
  '/quiet/cart': { title: 'Cart', snippet: 'data-site="quiet"' },
  '/off': { title: 'Off', snippet: 'data-site="off"' },
  '/asking': { title: 'Asking', snippet: 'data-site="asking"' },
  '/asking/cart': { title: 'Cart', snippet: 'data-site="asking"' },
  '/choice': { title: 'Choice', snippet: 'data-site="both" data-workgroup="" data-param-name="Mia"' },
  '/stranger': { title: 'Stranger', snippet: 'data-site="demo"' },
  '/nasty': { title: 'Nasty', head: '<link rel="stylesheet" href="/nasty.css">' },
  '/layer': { title: 'Layer', snippet: 'data-z-index="7" data-offset="40 12" data-text-start="Go ahead"' },
  '/isolated': {
    title: 'Isolated',
    head: '<link rel="icon" href="data:,">',
    headers: {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    },
  },
  '/pictures': {
    title: 'Pictures',
    snippet: 'data-when-closed="hide"',
    body: '<img id="mine" src="PARLOR/status/support.svg?set=button" alt="Ask us"><img id="named" src="PARLOR/status/operator/anna.png">',
  },
  '/early': { title: 'Early', head: '<script src="/early.js"></script>' },
}

const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/nasty.css': ['text/css', NASTY],
  '/early.js': [
    'text/javascript',
    `window.told = []
    ;(window.Parlor ||= []).push(['set', { order: '1842', email: 'mia@shop.example', customer: null }], ['on', 'opened', () => told.push('opened')], ['open'])`,
  ],
}

/** A customer's website on another site than Parlor's, with as strict a policy as it can have. */
export function website(parlor: string): Server {
  const policy = `default-src 'none'; script-src ${parlor} 'self'; connect-src ${parlor}; frame-src ${parlor}; style-src 'self'; img-src ${parlor} data:`
  const page = ({
    title,
    head = '',
    body = '',
    snippet = '',
  }: SitePage) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}
    <script src="${parlor}/widget.js" ${snippet} data-site="shop" data-workgroup="support" data-param-customer="56164" async></script>
    </head><body><main><h1>${title}</h1><p><a href="/cart">Cart</a></p>${body.replaceAll('PARLOR', parlor)}</main></body></html>`
  return createServer((request, response) => {
    const path = request.url ?? ''
    const found = PAGES[path]
    const [type, text] = FILES[path] ?? ['text/html', found ? page(found) : '']
    response.writeHead(text ? 200 : 404, {
      'content-type': type,
      'content-security-policy': policy,
      ...found?.headers,
    })
    response.end(text)
  })
}
