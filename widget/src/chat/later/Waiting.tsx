import { useState } from 'preact/hooks'
import { PARLOR } from '../../../../component/protocol/namespaces.js'
import { el } from '../../shared/call/element.ts'
import { placeText } from '../view/announce.ts'
import { fill } from '../words/index.ts'
import type { LaterProps } from './index.tsx'

/** The place in the queue, and what may be done meanwhile (Q1, Q2). */
export function Waiting(props: LaterProps) {
  const { state, tongue, tell, framed } = props
  // What the page says in its own words is among those of the first screens.
  const words = { ...props.later, ...tongue.words }
  const away = state.away !== undefined
  const seconds = state.place?.seconds
  return (
    <div class="screen waiting">
      <div class="place" role="status">
        <h2>{placeText(state, tongue)}</h2>
        {seconds !== undefined && <p>{fill(words.about, { time: tongue.minutes(seconds) })}</p>}
      </div>
      <hr />
      <Question {...props} />
      <p>{away ? words.skipped : framed ? words.browse : words.keepOpen}</p>
      <label class="switch">
        <span>{words.away}</span>
        <input
          type="checkbox"
          role="switch"
          checked={away}
          aria-checked={away}
          onChange={(event) => tell({ is: 'away', ...(event.currentTarget.checked && { away: '' }) })}
        />
      </label>
      {away && (
        <label class="back">
          {words.awayText} <span class="hint">{words.optional}</span>
          <input
            type="text"
            maxLength={100}
            placeholder={words.awayExample}
            defaultValue={state.away ?? ''}
            onChange={(event) => tell({ is: 'away', away: event.currentTarget.value.trim() })}
          />
        </label>
      )}
      <button class="quiet" type="button" onClick={() => tell({ is: 'leave' })}>
        {words.leave}
      </button>
    </div>
  )
}

const LONGEST = 1000
/** ms */
const ANSWERS_WITHIN = 10_000

/** What it is about, as they have said it; what they add reaches the operator with the request. */
function Question({ state: { asked, look }, later, tongue, tell, side }: LaterProps) {
  const [text, write] = useState('')
  const [failed, fail] = useState(false)
  async function add(): Promise<void> {
    const words = text.trim()
    if (!words) return
    // urn:parlor:1 §2
    const more = { ...el('add', { xmlns: PARLOR }), text: words }
    const answer = await side()?.ask(el('iq', { type: 'set', to: look?.workgroup.jid }, more), ANSWERS_WITHIN)
    const isTaken = answer?.getAttribute('type') === 'result'
    fail(!isTaken)
    if (!isTaken) return
    write('')
    tell({ is: 'added', text: words })
  }
  return (
    <form
      class="question"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      {asked && <blockquote dir="auto">{asked}</blockquote>}
      <div class="adding">
        <input
          type="text"
          dir="auto"
          aria-label={later.add}
          placeholder={later.add}
          maxLength={LONGEST}
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button class="small" type="submit" disabled={!text.trim()}>
          {later.adds}
        </button>
      </div>
      {failed && (
        <p class="wrong" role="alert">
          {tongue.words.unsaved}
        </p>
      )}
    </form>
  )
}
