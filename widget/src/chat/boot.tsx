/** Starts the frame (`/widget/frame.html`) or the hosted page (`/chat/<workgroup>`). */
import { render } from 'preact'
import { palette } from './model/colour.ts'
import { eventsBetween } from './model/events.ts'
import { initial } from './model/step.ts'
import { framingPage, hostedPage, type Page, packed } from './page.ts'
import { Shell } from './shell.ts'
import { App } from './view/App.tsx'
import { announcement } from './view/announce.ts'
import { lines } from './view/fetch-later.ts'
import './view/tokens.css'
import './view/widget.css'
import { english, speak, type Tongue, withTexts } from './words/index.ts'

const query = new URLSearchParams(location.search)
/** The origin of the page around, as its loader says; without one this is a page of its own. */
const named = query.get('host') ?? ''
const host = URL.canParse(named) ? new URL(named).origin : null
const [, chat, hosted] = location.pathname.split('/')
const place = {
  site: query.get('site') ?? '',
  workgroup: chat === 'chat' ? decodeURIComponent(hosted ?? '') : (query.get('workgroup') ?? ''),
}

let open = host === null
let shell: Shell | undefined
let tongue: Tongue = english
let title = document.title
/** What was drawn before. */
let before = initial

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
  // Not before it is known whether a chat goes on: the page would take the mark of one away.
  const running = news.running || !shell.drafts.isEmpty
  const { calling, Peek } = lines() ?? {}
  const said = page.framed && !open && +news.badge > 0 && calling?.(state)
  const mood = said ? 'peek' : news.mood
  if (shell.started) page.tell({ is: 'state', ...news, mood, running, kept: packed(page) })
  for (const happened of eventsBetween(before, state)) page.tell({ is: 'event', ...happened })
  before = state
  render(
    <>
      {said && Peek && <Peek {...{ said, tongue, tell: page.tell }} redraw={() => draw(shell, page)} />}
      <App
        state={state}
        tongue={tongue}
        framed={page.framed}
        tell={shell.tell}
        act={() => shell.act()}
        minimise={() => page.tell({ is: 'close' })}
        drafts={shell.drafts}
        tryNow={() => shell.tryNow()}
        writing={(now) => shell.writing(now)}
        request={() => shell.request()}
        side={() => shell.side}
        about={(...told) => shell.about(...told)}
      />
    </>,
    document.body,
  )
}

/** The page's language, as the visitor's browser has it: an English page shows a Briton 16:05, not 4:05 PM. */
function wanted(ofPage: string): string[] {
  const base = (tag: string) => tag.split('-')[0]?.toLowerCase()
  const own = navigator.languages.find((tag) => base(tag) === base(ofPage))
  return [own ?? ofPage, ...navigator.languages].filter(Boolean)
}

async function boot(): Promise<void> {
  const hear = { shown, reset: () => shell?.reset() }
  const page = host === null ? hostedPage(query) : await framingPage(host, hear)
  const spoken = await speak(wanted(query.get('lang') ?? page.facts().language))
  tongue = withTexts(spoken, page.wishes.texts)
  document.documentElement.lang = tongue.language
  document.documentElement.dir = /^(ar|fa|he|ur)\b/.test(tongue.language) ? 'rtl' : 'ltr'
  const now = new Shell(place, page)
  shell = now
  let painted = ''
  now.subscribe(() => {
    const accent = page.wishes.accent ?? now.state.look?.site.accent ?? ''
    if (accent !== painted) paint(accent)
    painted = accent
    draw(now, page)
  })
  document.addEventListener('visibilitychange', lookAround)
  lookAround()
  draw(now, page)
  await now.start()
  now.follow(query.get('invited') ?? '')
  now.prepare()
}

void boot()
