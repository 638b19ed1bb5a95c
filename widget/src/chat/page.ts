/** The page around the frame: its loader by postMessage, or none at all when this is the hosted page. */
import { type Enveloped, type Params, type ToFrame, type ToPage, VERSION } from '../shared/bridge.ts'
import type { Lap } from './keep/drafts.ts'
import type { Lender } from './keep/store.ts'

export interface Facts {
  readonly page: string
  readonly title: string
  readonly referrer: string
  readonly language: string
  readonly params: Params
  readonly signature?: string
}

export interface Page extends Lender, Lap {
  /** Is there a page around, which can minimise the panel? */
  readonly framed: boolean
  facts(): Facts
  tell(message: ToPage): void
}

const MOST_PARAMS = 50

/** What the server would refuse is left out or cut here: a slip of the site must not cost its visitor the chat. */
function tidy(params: readonly (readonly [string, unknown])[]): Params {
  const named = params.filter(([name]) => name.length <= 64 && /\D/.test(name)).slice(0, MOST_PARAMS)
  return Object.fromEntries(named.map(([name, value]) => [name, String(value).slice(0, 1000)]))
}

/** `?param_customer=56164` on the hosted page; anything else is not a parameter. */
export const queryParams = (query: URLSearchParams): Params =>
  tidy(
    [...query].filter(([name]) => name.startsWith('param_')).map(([name, value]) => [name.slice(6), value]),
  )

/** The hosted page tells about itself. */
export function hostedPage(query: URLSearchParams): Page {
  const signature = query.get('signature')
  return {
    framed: false,
    facts: () => ({
      page: location.href,
      title: document.title,
      referrer: document.referrer,
      language: '',
      params: queryParams(query),
      ...(signature ? { signature } : {}),
    }),
    tell() {},
    kept: '',
    drafts: '',
    call() {},
    called: undefined,
  }
}

/** What the page keeps is one text. */
export const packed = ({ kept, drafts }: Page): string =>
  kept || drafts ? JSON.stringify([kept, drafts]) : ''

export function unpacked(text: string): Pick<Page, 'kept' | 'drafts'> {
  try {
    const [kept, drafts] = JSON.parse(text) as unknown[]
    return { kept: String(kept ?? ''), drafts: String(drafts ?? '') }
  } catch {
    return { kept: '', drafts: '' }
  }
}

const strings = (params: unknown): Params => tidy(Object.entries((params ?? {}) as object))

/**
 * The frame: facts come from the loader. `host` is the origin the loader named in the frame's address; only it is listened
 * to and spoken to, so a page that lies about itself hears nothing.
 */
export function framingPage(host: string, shown: (open: boolean) => void): Promise<Page> {
  let facts: Facts = { page: '', title: '', referrer: '', language: '', params: {} }
  let page: Page | undefined
  const call = (text: string): void => tell({ is: 'call', text })
  const tell = (message: ToPage): void => parent.postMessage({ parlor: VERSION, ...message }, host)
  return new Promise((ready) => {
    const heard: { [K in ToFrame['is']]: (message: Extract<ToFrame, { is: K }>) => void } = {
      hello({ url, title, referrer, language, params, signature, open, kept }) {
        facts = {
          page: String(url),
          title: String(title),
          referrer: String(referrer),
          language: String(language),
          params: strings(params),
          ...(signature ? { signature: String(signature) } : {}),
        }
        page = { framed: true, facts: () => facts, tell, ...unpacked(kept), call, called: undefined }
        ready(page)
        shown(open)
      },
      open: ({ open }) => shown(open),
      heard: ({ text }) => page?.called?.(String(text)),
      params({ params }) {
        facts = { ...facts, params: strings(params) }
      },
    }
    addEventListener('message', ({ origin, source, data }: MessageEvent<Enveloped<ToFrame>>) => {
      if (source !== parent || origin !== host || data === null || typeof data !== 'object') return
      if (data.parlor !== VERSION)
        return console.error('Parlor: widget.js and the frame differ in version; reload the page.')
      ;(heard[data.is] as ((message: ToFrame) => void) | undefined)?.(data)
    })
    tell({ is: 'ready' })
  })
}
