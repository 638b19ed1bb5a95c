/** The page around the frame: its loader by postMessage, or none at all when this is the hosted page. */
import {
  type Enveloped,
  type Handed,
  type Params,
  type ToFrame,
  type ToPage,
  VERSION,
} from '../shared/bridge.ts'
import type { Lap } from './keep/drafts.ts'
import type { Lender } from './keep/store.ts'

export interface Facts {
  readonly page: string
  readonly title: string
  readonly referrer: string
  readonly language: string
  readonly params: Params
  readonly signature?: string
  /** The names of those the signature is of, where the page says so. */
  readonly signed?: readonly string[]
  /** As somebody on a page that is watched. */
  readonly visitor?: string
}

/** What the page wants to be different, and what its loader knows already. */
export interface Wishes {
  readonly accent?: string
  readonly texts: Params
  /** `/api/look` as the loader has it. */
  readonly look?: object
}

export interface Page extends Lender, Lap {
  /** Is there a page around, which can minimise the panel? */
  readonly framed: boolean
  facts(): Facts
  /** The same, as the page is now: a single-page application goes on without loading anything. */
  factsNow(): Promise<Facts>
  readonly wishes: Wishes
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
  const signed = query.get('signed')
  const facts = (): Facts => ({
    page: location.href,
    title: document.title,
    referrer: document.referrer,
    language: '',
    params: queryParams(query),
    ...(signature ? { signature } : {}),
    ...(signed === null ? {} : { signed: signed.split(',') }),
  })
  return {
    framed: false,
    facts,
    factsNow: async () => facts(),
    wishes: { texts: {} },
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

const handed = ({ params, signature, signed }: Handed): Pick<Facts, 'params' | 'signature' | 'signed'> => ({
  params: strings(params),
  ...(signature ? { signature: String(signature), signed: [...(signed ?? [])].map(String) } : {}),
})

/** A page that does not answer within this is where it was, ms. */
const ANSWERS_WITHIN = 500

/**
 * The frame: facts come from the loader. `host` is the origin the loader named in the frame's address; only it is listened
 * to and spoken to, so a page that lies about itself hears nothing.
 */
export function framingPage(
  host: string,
  hear: { shown(open: boolean): void; reset(): void },
): Promise<Page> {
  let facts: Facts = { page: '', title: '', referrer: '', language: '', params: {} }
  let page: Page | undefined
  const call = (text: string): void => tell({ is: 'call', text })
  let answered = () => {}
  const tell = (message: ToPage): void => parent.postMessage({ parlor: VERSION, ...message }, host)
  const factsNow = async (): Promise<Facts> => {
    await new Promise<void>((done) => {
      answered = done
      setTimeout(done, ANSWERS_WITHIN)
      tell({ is: 'where' })
    })
    return facts
  }
  return new Promise((ready) => {
    const heard: { [K in ToFrame['is']]: (message: Extract<ToFrame, { is: K }>) => void } = {
      hello(message) {
        const { url, title, referrer, language, open, kept, accent, texts, look } = message
        facts = {
          ...facts,
          page: String(url),
          title: String(title),
          referrer: String(referrer),
          language: String(language),
          ...handed(message),
        }
        const wishes = { texts: strings(texts), ...(accent && { accent }), ...(look && { look }) }
        const told = { framed: true, facts: () => facts, factsNow, wishes, tell }
        page = { ...told, ...unpacked(kept), call, called: undefined }
        ready(page)
        hear.shown(open)
      },
      open: ({ open }) => hear.shown(open),
      heard: ({ text }) => page?.called?.(String(text)),
      params(message) {
        const { signature, signed, ...rest } = facts
        facts = { ...rest, ...handed(message) }
      },
      page({ url, title }) {
        facts = { ...facts, page: String(url), title: String(title) }
        answered()
      },
      watched({ visitor }) {
        facts = { ...facts, visitor: String(visitor) }
      },
      reset: () => hear.reset(),
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
