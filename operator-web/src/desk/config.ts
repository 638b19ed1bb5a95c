/** Where the desk belongs: told by the server that delivered it, else guessed from the address that is typed. */
export interface DeskConfig {
  /** The operators' XMPP domain: `anna` means `anna@domain`. */
  readonly domain?: string
  readonly component?: string
  readonly websocket: string
  /** Whose data says where visitors are, where it wants to be named. */
  readonly credit?: Credit
  /** The server's clock minus ours, in ms: waiting times are told by the server's. */
  readonly skew: number
}

export interface Credit {
  readonly words: string
  readonly url: string
}

const isCredit = (told: unknown): told is Credit => {
  const { words, url } = (told ?? {}) as Record<string, unknown>
  return typeof words === 'string' && typeof url === 'string' && url.startsWith('https://')
}

/** The WebSocket of the server that delivered the page, whatever it is called from here. */
function webSocketAt(path: string): string {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'http:' || url.protocol === 'ws:' ? 'ws:' : 'wss:'
  return url.href
}

export async function loadConfig(): Promise<DeskConfig> {
  const guessed = { websocket: webSocketAt('/xmpp-websocket'), skew: 0 }
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}config.json`, { cache: 'no-store' })
    if (!response.ok) return guessed
    const { domain, component, websocket, credit } = (await response.json()) as Record<string, unknown>
    return {
      websocket: typeof websocket === 'string' ? webSocketAt(websocket) : guessed.websocket,
      skew: skewOf(response),
      ...(typeof domain === 'string' && { domain }),
      ...(typeof component === 'string' && { component }),
      ...(isCredit(credit) && { credit }),
    }
  } catch {
    return guessed
  }
}

/** From the Date header, which has whole seconds: less than two say nothing. */
function skewOf(response: Response): number {
  const skew = Date.parse(response.headers.get('date') ?? '') - Date.now()
  return Math.abs(skew) > 2_000 ? skew : 0
}

/** RFC 7622 §3: no part of an address is longer, bytes. A server may leave who tries without an answer. */
const LONGEST_PART = 1023
const fits = (part: string): boolean => new TextEncoder().encode(part).length <= LONGEST_PART

/** The full address of what was typed, or `undefined` when it cannot be one. */
export function addressOf(typed: string, domain: string | undefined): string | undefined {
  const text = typed.trim()
  if (/[\s"&'/:<>]/.test(text)) return undefined
  const [name, host, ...more] = text.split('@')
  const where = host ?? domain
  if (!name || !where || more.length > 0 || !fits(name) || !fits(where)) return undefined
  return `${name.toLowerCase()}@${where.toLowerCase()}`
}
