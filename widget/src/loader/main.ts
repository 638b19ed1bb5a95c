/**
 * The one script a site owner embeds:
 *
 *   <script src="https://HOST/widget.js" data-site="demo" data-workgroup="support" async></script>
 *
 * All attributes are in widget/README.md, `window.Parlor` in widget/parlor.d.ts. It shows a button and, only after a click, a
 * panel with a frame from Parlor's origin. It stores one mark in the page's sessionStorage, and only while a chat is going on
 * (V7), so that the next page of the site brings the frame back as it was. What not every page needs is fetched where
 * it does: `watch.js` where the site has switched monitoring on, `status.js` where the page shows who is there.
 */
import type { ParlorApi, ParlorParams } from '../../parlor.d.ts'
import { type Enveloped, type ToFrame, type ToPage, VERSION } from '../shared/bridge.ts'
import css from './loader.css?inline'
import { attributes, host, make, origin, root, set, shadow, who } from './page.ts'
import { build, cross, frame, isReady, look, lookUp, ready } from './panel.ts'

const key = `parlor${who}`
const button = make('button')
const badge = make('b')
const air = new BroadcastChannel(key)
let params: Record<string, string> = {}
let signature = set.signature
let signed: string[] = []
const texts: Record<string, string> = {}
let isOpen = false
let running = false
let kept = ''
/** The page's own title, and what is shown in its place. */
let title = ''
let called = ''

/** Until the frame has said that it is there, it would be another window. */
let post: (message: ToFrame) => void = () => {}

const ears: Record<string, Set<(detail: never) => void>> = {}
function emit(event: string, detail?: unknown): void {
  for (const ear of ears[event] ?? []) ear(detail as never)
}

/** Storage may be refused by the browser; the chat works without. */
function remember(): void {
  try {
    if (running) sessionStorage[key] = +isOpen + kept
    else delete sessionStorage[key]
  } catch {}
}

function entitle(text: string): void {
  if (document.title !== called) title = document.title
  called = text || title
  if (document.title !== called) document.title = called
}

const where = () => ({ url: location.href, title: document.title === called ? title : document.title })
const handed = () => ({ params, signature, signed })

function turn(open: boolean): void {
  isOpen = open
  host.toggleAttribute('open', open)
  button.ariaExpanded = `${open}`
  post({ is: 'page', ...where() })
  post({ is: 'open', open })
  remember()
}

function open(): void {
  build()
  place()
  if (!isOpen) emit('opened')
  turn(true)
  ;(isReady ? frame : cross).focus()
}

function close(): void {
  if (isOpen) emit('closed')
  turn(false)
  button.focus()
}

const heard: { [K in ToPage['is']]: (message: Extract<ToPage, { is: K }>) => void } = {
  ready() {
    post = (message) => frame.contentWindow?.postMessage({ parlor: VERSION, ...message }, origin)
    post({
      is: 'hello',
      referrer: document.referrer,
      language: root.lang,
      open: isOpen,
      kept,
      accent: set.accent,
      texts,
      look: look.availability?.open ? look : undefined,
      ...where(),
      ...handed(),
    })
  },
  state(message) {
    running = message.running
    kept = message.kept
    badge.textContent = message.badge
    host.className = message.mood
    button.ariaLabel = set.label ?? message.label
    entitle(message.title)
    remember()
    if (isReady) return
    ready()
    if (isOpen) frame.focus()
  },
  call: ({ text }) => air.postMessage(text),
  open,
  close,
  where: () => post({ is: 'page', ...where() }),
  event: ({ event, ...more }) => emit(event, (more as { detail?: unknown }).detail),
}

/** On top of the page, whatever is done to its root: in the top layer, unless the site chooses a layer of its own. */
function place(): void {
  const style = (name: string, value: unknown) => host.style.setProperty(`--${name}`, `${value}`, 'important')
  style('z', set.zIndex ?? 999999999)
  style('zoom', 1 / ((root as { currentCSSZoom?: number }).currentCSSZoom ?? 1))
  style('accent', set.accent ?? look.site?.accent ?? '#0f766e')
  const [x = 20, y = x] = set.offset?.split(' ') ?? []
  style('x', `${+x}px`)
  style('y', `${+y}px`)
  host.toggleAttribute('left', (set.position ?? root.dir) in { left: 0, rtl: 0 })
  if (host.isConnected) return
  // Not in the body, which may not be there yet, and which some sites replace from page to page.
  root.append(host)
  if (set.zIndex) return
  host.popover = 'manual'
  host.showPopover?.()
}

/** The site's colour before the button, so that it never changes under the visitor's eyes. */
async function show(): Promise<void> {
  await lookUp()
  const closing = set.whenClosed === 'hide'
  const { watch } = look.site ?? {}
  button.ariaLabel = set.label ?? look.button?.words.chat ?? 'Chat'
  shut(closing && !look.availability?.open)
  place()
  // A chat that goes on: what its frame may do stands in the look.
  if (running) build()
  new MutationObserver(place).observe(root, { childList: true })
  if (watch && !saysNo()) void fetched(watch).then((it) => it.watch(set, frame, () => [handed(), running]))
  await new Promise((done) => {
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', done)
    else done(0)
  })
  if (!closing && !document.querySelector(`img[src^="${origin}/status/"]`)) return
  const status = await fetched('/status.js')
  if (!closing) return
  status.follow(look.workgroup?.jid ?? set.workgroup, ({ open }: { open: boolean }) => {
    shut(!open)
    emit('available', { open })
  })
}

const fetched = (path: string) => import(/* @vite-ignore */ origin + path)

/** Do-Not-Track and Global Privacy Control: then what watches is not even fetched. */
const saysNo = () =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl ||
  /1|yes/.test(navigator.doNotTrack ?? '')

/** While nobody answers; whoever has a chat keeps it. */
const shut = (closed: boolean) => host.toggleAttribute('shut', closed && !running && !isOpen)

const api: ParlorApi = {
  open,
  close,
  show: () => host.removeAttribute('away'),
  hide() {
    if (isOpen) close()
    host.setAttribute('away', '')
  },
  set(more: ParlorParams, by?: string) {
    for (const [name, value] of Object.entries(more))
      if (value == null) delete params[name]
      else params[name] = `${value}`
    if (by) {
      signature = by
      signed = Object.keys(more)
    }
    post({ is: 'params', ...handed() })
  },
  params: (more) => api.set(more),
  on(event, ear) {
    ears[event] ??= new Set()
    ears[event].add(ear)
    return () => ears[event]?.delete(ear)
  },
  reset() {
    params = {}
    signature = undefined
    signed = []
    post({ is: 'params', ...handed() })
    post({ is: 'reset' })
    if (isOpen) close()
  },
  consent(given) {
    set.consent = given as never
  },
  push(...calls) {
    for (const [name, ...values] of calls) (api[name as 'set'] as (...all: unknown[]) => void)?.(...values)
  },
}

function start(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
  for (const { name, value } of attributes) {
    if (name.startsWith('data-param-')) params[name.slice(11)] = value
  }
  for (const [name, value = ''] of Object.entries(set))
    if (/^text[A-Z]/.test(name)) texts[name.charAt(4).toLowerCase() + name.slice(5)] = value
  signed = Object.keys(params)
  button.id = 'button'
  button.append(badge)
  air.onmessage = ({ data }) => post({ is: 'heard', text: data })
  button.onclick = () => (isOpen ? close() : open())
  cross.onclick = close
  if (set.prefetch !== undefined) button.onpointerenter = button.onfocus = build
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
  void show()
}

/** A page may have queued its calls before this script was there. */
const queued: unknown = window.Parlor ?? []
if (Array.isArray(queued)) {
  window.Parlor = api
  start()
  api.push(...queued)
}
