/** When a chat is over (C8): how it was, in stars or smileys and in words; and a copy of what was said. */
import type { ComponentType } from 'preact'
import { useState } from 'preact/hooks'
import type { FarewellProps } from '../later/Farewell.tsx'
import type { FaultName } from '../model/types.ts'
import en from '../words/farewell/en.json'
import { type FarewellWords, fill } from '../words/index.ts'
import { answer, correct } from './amends.ts'
import { Choice } from './choice.tsx'
import css from './farewell.css?inline'
import { Acts, EndAsk, Failed, Mode, modeText, Reactions } from './lines.tsx'
import { calling, Peek } from './peek.tsx'
import { Attach, Shared } from './shared.tsx'
import { allowSound, play } from './sound.ts'
import { Suggest } from './suggest.tsx'
import { asPage, asText } from './transcript.ts'

type Props = FarewellProps & { readonly own: FarewellWords }

const files = import.meta.glob<{ default: FarewellWords }>([
  '../words/farewell/*.json',
  '!../words/farewell/en.json',
])

export interface Hung {
  readonly Screen: ComponentType<FarewellProps>
  readonly Acts: typeof Acts
  readonly Reactions: typeof Reactions
  readonly Attach: typeof Attach
  readonly correct: typeof correct
  readonly answer: typeof answer
  readonly Mode: typeof Mode
  readonly EndAsk: typeof EndAsk
  readonly Failed: typeof Failed
  readonly Suggest: typeof Suggest
  readonly Choice: typeof Choice
  readonly modeText: typeof modeText
  readonly Shared: typeof Shared
  readonly words: FarewellWords
  readonly calling: typeof calling
  readonly Peek: typeof Peek
  readonly allowSound: typeof allowSound
  readonly play: typeof play
}

/** With the words of the language (BCP 47), English where there are none. */
export async function load(language: string): Promise<Hung> {
  const file = files[`../words/farewell/${language.split('-')[0]}.json`]
  const own = file ? (await file()).default : en
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
  const Screen = (props: FarewellProps) => (
    <div class="farewell">
      {props.state.look?.rating && <Rating {...props} own={own} />}
      <Copy {...props} own={own} />
    </div>
  )
  return {
    Screen,
    Acts,
    Reactions,
    Attach,
    Shared,
    Suggest,
    Choice,
    EndAsk,
    Failed,
    Mode,
    modeText,
    correct,
    answer,
    calling,
    Peek,
    allowSound,
    play,
    words: own,
  }
}

const RATES = ['bad', 'poor', 'fair', 'good', 'great'] as const
const SMILEYS = ['😞', '🙁', '😐', '🙂', '😀']

type Send = (path: string, body: object, then: () => void) => void

/** Tells what did not work. */
function useSending({ ask }: FarewellProps): [FaultName | undefined, Send] {
  const [fault, failed] = useState<FaultName | undefined>()
  return [
    fault,
    (path, body, then) =>
      void ask(path, body).then((found) => {
        failed(found)
        if (!found) then()
      }),
  ]
}

/** One click is a rating; words may follow. */
function Rating(props: Props) {
  const { state, own, later, tell } = props
  const { bye, look } = state
  const [fault, send] = useSending(props)
  const [said, say] = useState(false)
  if (!bye) return null
  const { token, rated = 0 } = bye
  const rate = (rating: number, comment?: string) =>
    send('/api/rating', { token, rating, ...(comment && { comment }) }, () => {
      tell({ is: 'rated', rating })
      if (comment) say(true)
    })
  const stars = look?.rating === 'stars'
  return (
    <>
      <fieldset class={stars ? 'rates stars' : 'rates'}>
        <legend>{own.rate}</legend>
        {RATES.map((name, at) => (
          <label
            key={name}
            title={own.rates[name]}
            class={(stars ? at < rated : at + 1 === rated) ? 'on' : ''}
          >
            <input type="radio" name="rating" checked={at + 1 === rated} onChange={() => rate(at + 1)} />
            <span class="unseen">{own.rates[name]}</span>
            <span aria-hidden="true">{stars ? '★' : SMILEYS[at]}</span>
          </label>
        ))}
      </fieldset>
      {rated > 0 && <p role="status">{own.thanks}</p>}
      {rated > 0 && !said && (
        <Line label={own.comment} done={own.post} most={1000} onDone={(comment) => rate(rated, comment)} />
      )}
      {fault && (
        <p class="wrong" role="alert">
          {later.fault[fault]}
        </p>
      )}
    </>
  )
}

interface LineProps {
  readonly label: string
  readonly done: string
  readonly most: number
  readonly value?: string | undefined
  readonly isMail?: boolean
  readonly onDone: (text: string) => void
}

function Line({ label, done, most, value = '', isMail = false, onDone }: LineProps) {
  const about = { name: 'text', 'aria-label': label, placeholder: label, maxLength: most, required: true }
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault()
        const text = String(new FormData(event.currentTarget).get('text')).trim()
        if (text) onDone(text)
      }}
    >
      {isMail ? <input type="email" defaultValue={value} {...about} /> : <input type="text" {...about} />}
      <button class="small" type="submit">
        {done}
      </button>
    </form>
  )
}

/** Made here: nothing is asked of the server for it. */
function save(name: string, type: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function Copy({ own, ...props }: Props) {
  const { state, later } = props
  const [asks, ask] = useState(false)
  const [mailed, done] = useState('')
  const [fault, send] = useSending(props)
  const mail = (to: string) =>
    send('/api/transcript', { token: state.bye?.token, mail: to }, () => {
      ask(false)
      done(to)
    })
  const title = fill(own.title, { name: state.room?.with || props.tongue.words.operator })
  const lines = { title, state, tongue: props.tongue, later: own }
  return (
    <>
      <p class="copy">
        <span>{own.copy}:</span>
        <button
          class="link"
          type="button"
          onClick={() => save('chat.txt', 'text/plain;charset=utf-8', asText(lines))}
        >
          {own.text}
        </button>
        <button
          class="link"
          type="button"
          onClick={() => save('chat.html', 'text/html;charset=utf-8', asPage(lines))}
        >
          {own.page}
        </button>
        {state.look?.mails && (
          <button class="link" type="button" aria-expanded={asks} onClick={() => ask(!asks)}>
            {own.mail}
          </button>
        )}
      </p>
      {asks && (
        <Line label={own.address} done={own.post} most={254} isMail value={props.mail} onDone={mail} />
      )}
      {mailed && <p role="status">{fill(own.mailed, { mail: mailed })}</p>}
      {fault && (
        <p class="wrong" role="alert">
          {later.fault[fault]}
        </p>
      )}
    </>
  )
}
