/** Starts the frame (`/widget/frame.html`) or the hosted page (`/chat/<workgroup>`). */
import { render } from 'preact'
import { palette } from './model/colour.ts'
import { framingPage, hostedPage, type Page } from './page.ts'
import { Shell } from './shell.ts'
import { App } from './view/App.tsx'
import { announcement } from './view/announce.ts'
import './view/tokens.css'
import './view/widget.css'
import { english, speak, type Tongue } from './words/index.ts'

const query = new URLSearchParams(location.search)
const host = query.get('host')
const [, chat, hosted] = location.pathname.split('/')
const place = {
  site: query.get('site') ?? '',
  workgroup: chat === 'chat' ? decodeURIComponent(hosted ?? '') : (query.get('workgroup') ?? ''),
}

let open = host === null
let shell: Shell | undefined
let tongue: Tongue = english
let title = document.title

function lookAround(): void {
  const seen = open && document.visibilityState === 'visible'
  if (shell && shell.state.seen !== seen) shell.tell({ is: 'seen', seen })
}

function shown(now: boolean): void {
  open = now
  lookAround()
}

/** By property, not by attribute: a strict CSP lets the CSSOM pass. */
function paint(accent: string): void {
  for (const scheme of ['light', 'dark'] as const)
    for (const [name, colour] of Object.entries(palette(accent, scheme)))
      document.documentElement.style.setProperty(`--${name}-${scheme}`, colour)
}

function draw(shell: Shell, page: Page): void {
  const { state } = shell
  const news = announcement(state, tongue)
  if (state.look) title = `${state.look.site.name} ${state.look.workgroup.name}`
  document.title = news.title || title
  page.tell({ is: 'state', ...news })
  render(
    <App
      state={state}
      tongue={tongue}
      framed={page.framed}
      tell={shell.tell}
      act={() => shell.act()}
      minimise={() => page.tell({ is: 'close' })}
      writing={(now) => shell.writing(now)}
    />,
    document.body,
  )
}

async function boot(): Promise<void> {
  const page = host === null ? hostedPage(query) : await framingPage(host, shown)
  tongue = await speak([page.facts().language, ...navigator.languages].filter(Boolean))
  document.documentElement.lang = tongue.language
  document.documentElement.dir = /^(ar|fa|he|ur)\b/.test(tongue.language) ? 'rtl' : 'ltr'
  const now = new Shell(place, page)
  shell = now
  let painted = ''
  now.subscribe(() => {
    const accent = now.state.look?.site.accent ?? ''
    if (accent !== painted) paint(accent)
    painted = accent
    draw(now, page)
  })
  document.addEventListener('visibilitychange', lookAround)
  lookAround()
  draw(now, page)
  await now.start()
  now.prepare()
}

void boot()
