/**
 * The one script a site owner embeds:
 *
 *   <script src="https://HOST/widget.js" data-site="demo" data-workgroup="support" async></script>
 *
 * Optional: data-label, data-accent, data-position="left|right", data-signature, data-param-NAME, data-consent. It shows a
 * button and, only after a click, a frame from Parlor's origin. It stores one mark in the page's sessionStorage, and only
 * while a chat is going on (PRODUCT V7), so that the next page of the site brings the frame back as it was. Where the site
 * has switched monitoring on it fetches `watch.js`, which looks after that.
 */
import { type Enveloped, type Params, type ToFrame, type ToPage, VERSION } from '../shared/bridge.ts'
import css from './loader.css?inline'

const script = document.currentScript as HTMLScriptElement
const set = script.dataset
const { origin } = new URL(script.src)
const who = `?site=${set.site}&workgroup=${set.workgroup ?? ''}`
const key = `parlor${who}`

const make = <K extends keyof HTMLElementTagNameMap>(name: K) => document.createElement(name)
const host = make('div')
const shadow = host.attachShadow({ mode: 'open' })
const button = make('button')
const badge = make('b')
const frame = make('iframe')
const air = new BroadcastChannel(key)
let params: Record<string, string> = {}
let isOpen = false
let running = false
let kept = ''
let title = ''

/** Until the frame has said that it is there, it would be another window. */
let post: (message: ToFrame) => void = () => {}

/** Storage may be refused by the browser; the chat works without. */
function remember(): void {
  try {
    if (running) sessionStorage[key] = +isOpen + kept
    else delete sessionStorage[key]
  } catch {}
}

function turn(open: boolean): void {
  isOpen = open
  host.toggleAttribute('open', open)
  button.ariaExpanded = `${open}`
  post({ is: 'open', open })
  remember()
}

function build(): void {
  if (frame.isConnected) return
  frame.title = button.ariaLabel as string
  frame.src ||= `${origin}/widget/frame.html${who}&host=${location.origin}`
  shadow.append(frame)
}

function open(): void {
  build()
  turn(true)
  frame.focus()
}

function close(): void {
  turn(false)
  button.focus()
}

const heard: { [K in ToPage['is']]: (message: Extract<ToPage, { is: K }>) => void } = {
  ready() {
    post = (message) => frame.contentWindow?.postMessage({ parlor: VERSION, ...message }, origin)
    post({
      is: 'hello',
      url: location.href,
      title: document.title,
      referrer: document.referrer,
      language: document.documentElement.lang,
      params,
      signature: set.signature,
      open: isOpen,
      kept,
    })
  },
  state(message) {
    running = message.running
    kept = message.kept
    badge.textContent = `${message.unread || ''}`
    button.ariaLabel = set.label ?? message.label
    title ||= document.title
    document.title = message.title || title
    if (!message.title) title = ''
    remember()
  },
  call: ({ text }) => air.postMessage(text),
  close,
}

/** What it needs to know of the site. */
interface LookedUp {
  readonly accent?: string
  /** The script that watches, where it may. */
  readonly watch?: string
}

/** The site's colour before the button, so that it never changes under the visitor's eyes. */
async function show(): Promise<void> {
  let site: LookedUp | undefined
  try {
    site = (await (await fetch(`${origin}/api/look${who}`)).json()).site
  } catch {}
  host.style.setProperty('--accent', set.accent ?? site?.accent ?? 'teal')
  // Not in the body, which may not be there yet, and which some sites replace from page to page.
  document.documentElement.append(host)
  if (site?.watch)
    void import(/* @vite-ignore */ `${origin}${site.watch}`).then((it) =>
      it.watch(set, frame, () => [params, running]),
    )
}

function start(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
  if (set.position) host.dir = set.position === 'left' ? 'rtl' : 'ltr'
  for (const { name, value } of script.attributes)
    if (name.startsWith('data-param-')) params[name.slice(11)] = value
  button.ariaLabel = set.label ?? 'Chat'
  button.append(badge)
  air.onmessage = ({ data }) => post({ is: 'heard', text: data })
  button.onclick = () => (isOpen ? close() : open())
  shadow.append(button)
  // A block: what an on... handler returns would be its preventDefault().
  host.onkeydown = (event) => {
    if (event.key === 'Escape') close()
  }
  addEventListener('message', ({ origin: from, source, data }: MessageEvent<Enveloped<ToPage>>) => {
    if (from !== origin || source !== frame.contentWindow) return
    if (data.parlor !== VERSION) throw Error('Parlor: version')
    heard[data.is](data as never)
  })
  // The phone's keyboard shrinks only this window's visual viewport; the frame cannot see it.
  const seen = visualViewport as VisualViewport
  seen.addEventListener('resize', () => host.style.setProperty('--seen', `${seen.height}px`))
  let was = ''
  try {
    was = sessionStorage[key] ?? ''
  } catch {}
  running = was > ''
  kept = was.slice(1)
  turn(was >= '1')
  if (running) build()
  void show()
}

declare global {
  interface Window {
    Parlor?: typeof api
  }
}

const api = {
  open,
  close,
  params(more: Params) {
    params = { ...params, ...more }
    post({ is: 'params', params })
  },
  /** The visitor has agreed to be seen on the site; `false` takes it back. */
  consent(given?: boolean) {
    set.consent = given as never
  },
}

if (!window.Parlor) {
  window.Parlor = api
  start()
}
