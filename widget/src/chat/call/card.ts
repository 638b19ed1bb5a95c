/**
 * What the visitor sees of a call: the question, the call itself, and why it is over. Drawn without a library: it changes five
 * times in a call, and what it shares with the rest of the panel would make that heavier for everybody.
 */
import type { Use } from '../../shared/call/devices.ts'
import type { Kind } from '../../shared/call/peer.ts'
import css from './call.css?inline'
import type { Call } from './index.ts'
import { make } from './make.ts'
import { forget, tools } from './tools.ts'
import { type CallWords, wordsIn } from './words.ts'

export interface Acts {
  ask(kind: Kind): void
  allow(): void
  refuse(): void
  leave(): void
  mute(): void
  choose(use: Use, device: string): void
}

const button = (words: string, act: () => void, className = '', attrs: Record<string, string> = {}) =>
  make('button', { type: 'button', className, onclick: act, attrs }, words)

/** Text from elsewhere keeps its direction to itself. */
const bdi = (text: string) => make('bdi', {}, text)

/** The picture and the sound that are there already go on: only what stands around them is made anew. */
const playing = new Map<string, HTMLMediaElement>()

function played(
  key: string,
  stream: MediaStream | undefined,
  kind: 'video' | 'audio',
  label: string,
): HTMLMediaElement {
  const media =
    playing.get(key) ?? make(kind, { autoplay: true, attrs: { 'aria-label': label, playsinline: '' } })
  playing.set(key, media)
  if (key === 'own') media.muted = true
  if (media.srcObject !== (stream ?? null)) {
    media.srcObject = stream ?? null
    if (stream) media.play().catch(() => {})
  }
  return media
}

let place: HTMLElement | undefined
/** How the visitor has the picture. */
const look = { isLarge: false, isBelow: false }

function build(): HTMLElement {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
  const made = document.createElement('div')
  document.documentElement.append(made)
  return made
}

const SCREENS: Partial<Record<Call['phase'], (call: Call, words: CallWords, acts: Acts) => HTMLElement>> = {
  asked: question,
  choosing: choice,
}

/** Draws it into its place. */
export function draw(call: Call | undefined, acts: Acts): void {
  place ??= build()
  const words = wordsIn(document.documentElement.lang)
  if (!call || call.phase === 'over') {
    playing.clear()
    forget()
    Object.assign(look, { isLarge: false, isBelow: false })
  }
  const hadFocus = place.contains(document.activeElement)
  const key = hadFocus && document.activeElement?.id
  place.replaceChildren(...(call ? [(SCREENS[call.phase] ?? running)(call, words, acts)] : []))
  if (!call || !(SCREENS[call.phase] || hadFocus)) return
  const same = key ? document.getElementById(key) : null
  ;(same ?? place.querySelector('button'))?.focus()
}

const say = (text: string, { by }: Call): string => text.replace('{name}', () => by)

function question(call: Call, words: CallWords, { allow, refuse }: Acts): HTMLElement {
  return make(
    'section',
    {
      className: 'call call-question',
      attrs: { role: 'alertdialog', 'aria-labelledby': 'call-title', 'aria-describedby': 'call-note' },
    },
    make('h2', { id: 'call-title' }, bdi(say(words[call.kind], call))),
    make('p', { id: 'call-note' }, words.note),
    make('div', { className: 'call-row' }, button(words.yes, allow, 'call-yes'), button(words.no, refuse)),
  )
}

/** How the visitor would like to talk. */
function choice(call: Call, words: CallWords, { ask, refuse }: Acts): HTMLElement {
  return make(
    'section',
    {
      className: 'call call-question',
      attrs: { role: 'dialog', 'aria-labelledby': 'call-title', 'aria-describedby': 'call-note' },
    },
    make('h2', { id: 'call-title' }, bdi(say(words.choose, call))),
    make('p', { id: 'call-note' }, words.note),
    make(
      'div',
      { className: 'call-row' },
      button(words.talk, () => ask('audio'), 'call-yes'),
      button(words.camera, () => ask('video')),
      button(words.cancel, refuse),
    ),
  )
}

function titleOf(call: Call, words: CallWords): string {
  if (call.phase === 'over') return say(words[call.why ?? 'ended'], call)
  if (call.phase === 'connecting') return words.connecting
  if (call.phase === 'asking') return say(words.asking, call)
  if (call.phase === 'again') return words.again
  return say(call.kind === 'screen' ? words.sharing : words.talking, call)
}

function running(call: Call, words: CallWords, acts: Acts): HTMLElement {
  const { refuse, leave, mute } = acts
  const over = call.phase === 'over'
  const on = call.phase === 'on'
  const title = titleOf(call, words)
  const live = make('span', { className: 'call-live', attrs: { 'aria-hidden': 'true' } })
  return make(
    'section',
    { className: classes(call), attrs: { 'aria-label': title } },
    ...(over ? [] : media(call, words, () => draw(call, acts))),
    make(
      'div',
      { className: 'call-row' },
      make('p', { attrs: { role: 'status' } }, ...(on ? [live] : []), bdi(title)),
      ...(on && call.kind !== 'screen'
        ? [
            button(call.isMuted ? words.unmute : words.mute, mute, '', {
              id: 'call-mute',
              'aria-pressed': String(call.isMuted ?? false),
            }),
          ]
        : []),
      over ? button(words.close, refuse) : button(words.stop, leave, 'call-stop'),
    ),
    ...(on && call.own && call.kind !== 'screen' ? [tools(call.own, call.kind, words, acts.choose)] : []),
  )
}

const classes = ({ kind, phase }: Call): string => {
  const pictures = kind === 'video' && phase !== 'over'
  return `call${pictures && look.isLarge ? ' call-large' : ''}${pictures && look.isBelow ? ' call-below' : ''}`
}

/** How large the picture is, and at which end of the panel. */
function frame(words: CallWords, again: () => void): HTMLElement {
  const turn = (name: keyof typeof look) => () => {
    look[name] = !look[name]
    again()
  }
  const size = button(look.isLarge ? words.small : words.large, turn('isLarge'), '', { id: 'call-size' })
  const move = button(words.move, turn('isBelow'), '', { id: 'call-move' })
  return make('div', { className: 'call-row call-frame' }, size, ...(look.isLarge ? [] : [move]))
}

function media(call: Call, words: CallWords, again: () => void): Node[] {
  if (call.kind === 'screen') return []
  if (call.kind === 'audio') return [played('theirs', call.theirs, 'audio', say(words.them, call))]
  const own = played('own', call.own, 'video', words.you)
  own.className = 'call-own'
  return [
    make(
      'div',
      { className: 'call-pictures' },
      played('theirs', call.theirs, 'video', say(words.them, call)),
      own,
    ),
    frame(words, again),
  ]
}
