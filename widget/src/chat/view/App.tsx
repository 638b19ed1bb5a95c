import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isMet } from '../model/talk.ts'
import type { Entry, Phase, State } from '../model/types.ts'
import type { Tongue } from '../words/index.ts'
import { comingText, operatorName } from './announce.ts'
import { Composer } from './Composer.tsx'
import type { Props } from './context.ts'
import { Form } from './Form.tsx'
import { lines } from './fetch-later.ts'
import { Close, Minimise } from './icons.tsx'
import { Later } from './Later.tsx'
import { Thread } from './Thread.tsx'
import { Wait } from './Wait.tsx'

/** One screen per phase. */
const screens: Record<Phase, (props: Props) => preact.ComponentChildren> = {
  loading: ({ tongue }) => <Wait text={tongue.words.moment} />,
  form: Form,
  nobody: (props) => <Later what="nobody" {...props} />,
  connecting: ({ state, tongue: { words } }) => (
    <Wait text={state.tries > 1 ? words.connectingLong : words.connecting} />
  ),
  waiting: (props) => <Later what="waiting" {...props} />,
  joining: ({ state, tongue }) => <Wait text={comingText(state, tongue)} />,
  chatting: Conversation,
  ended: (props) => <Later what="ended" {...props} />,
  elsewhere: (props) => <Later what="elsewhere" {...props} />,
  failed: (props) => <Later what="failed" {...props} />,
}

export function App(props: Props) {
  const { state, tongue, framed, minimise, tryNow } = props
  const panel = useRef<HTMLElement>(null)
  // Where something was said it stays on the screen: while the chat is taken up again, and after its end.
  const phase = state.thread.entries.length > 0 ? 'chatting' : state.phase
  const Screen = screens[phase]

  useLayoutEffect(() => {
    if (state.seen) focusIn(panel.current)
    // The page gives the focus to the frame, and the browser to nobody in it.
    window.onfocus = () => {
      if (document.activeElement === document.body) focusIn(panel.current)
    }
  }, [phase, state.phase === 'ended', state.seen])

  return (
    <main
      class="panel"
      ref={panel}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && framed && minimise()}
    >
      <Header {...props} phase={phase} />
      {isInterrupted(state) && (
        <p class="bar" role="status">
          {tongue.words.reconnecting}
          {state.tries > 0 && (
            <button type="button" onClick={tryNow}>
              {tongue.words.tryNow}
            </button>
          )}
        </p>
      )}
      <Screen {...props} />
    </main>
  )
}

/** Where a visitor goes on, at each screen: what they would write into, else the panel itself. */
function focusIn(panel: HTMLElement | null): void {
  const first = panel?.querySelector<HTMLElement>(
    '.composer textarea, .field input, .field textarea, .primary',
  )
  ;(first ?? panel)?.focus({ preventScroll: true })
}

function Header({ phase, ...props }: Props & { readonly phase: Phase }) {
  const { state, tongue, framed, minimise } = props
  const { words } = tongue
  const [asking, ask] = useState(false)
  const chatting = phase === 'chatting' && state.token !== undefined
  const { EndAsk } = lines() ?? {}
  if (asking && chatting && EndAsk) return <EndAsk {...props} done={() => ask(false)} />
  return (
    <header class="header">
      {chatting ? <Person state={state} tongue={tongue} /> : <h1>{heading(state)}</h1>}
      {framed && (
        <button
          class="icon"
          type="button"
          aria-label={words.minimise}
          title={words.minimise}
          onClick={minimise}
        >
          {chatting || state.token ? <Minimise /> : <Close />}
        </button>
      )}
      {chatting && (
        <button class="icon" type="button" aria-label={words.end} title={words.end} onClick={() => ask(true)}>
          <Close />
        </button>
      )}
    </header>
  )
}

/** Writing goes on, but nothing goes out: the line is lost, or the desk has not given the seat back yet. */
const isInterrupted = ({ token, line, thread }: State): boolean =>
  token !== undefined && (line !== 'up' || (thread.entries.length > 0 && !thread.live))

/** The site by its logo, where it has one. */
function heading({ look }: State): preact.ComponentChildren {
  if (!look) return ''
  const { name, logo } = look.site
  return [logo ? <img class="logo" src={logo} alt={name} /> : name, ` ${look.workgroup.name}`]
}

/** How somebody shows themselves, with its shape and its word. */
const presences = (words: Tongue['words']): Record<string, readonly [shape: string, word: string]> => ({
  available: ['available', words.present],
  chat: ['available', words.present],
  away: ['away', words.absent],
  xa: ['away', words.absent],
  dnd: ['busy', words.busy],
})

function Person({ state, tongue }: { readonly state: State; readonly tongue: Tongue }) {
  const { words } = tongue
  const name = operatorName(state, tongue)
  const { [name]: seen, ...others } = state.people
  // Until the room has told who is in it, nobody is missing.
  const show = seen ?? (state.thread.live ? '' : 'available')
  const [kind, text] = presences(words)[show] ?? ['offline', words.gone]
  return (
    <div class="person">
      <span class="face" aria-hidden="true">
        {[...name][0]}
      </span>
      <h1 dir="auto">{tongue.all([name, ...Object.keys(others)])}</h1>
      {state.line === 'up' && isMet(state) && <p class={`presence ${kind}`}>{text}</p>}
    </div>
  )
}

function Conversation(props: Props) {
  const [editing, edit] = useState<Entry | undefined>()
  return (
    <>
      <Thread {...props} editing={editing} edit={edit} />
      {props.state.phase === 'ended' ? (
        <Later what="over" {...props} />
      ) : (
        <Composer key={editing?.id} {...props} editing={editing} done={() => edit(undefined)} />
      )}
    </>
  )
}
