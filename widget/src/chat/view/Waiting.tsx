import { fill } from '../words/index.ts'
import { placeText } from './announce.ts'
import type { Props } from './context.ts'

/** The place in the queue, and what may be done meanwhile (PRODUCT Q1, Q2). */
export function Waiting({ state, tongue, tell, framed }: Props) {
  const { words } = tongue
  const seconds = state.place?.seconds
  return (
    <div class="screen waiting">
      <div class="place" role="status">
        <h2>{placeText(state, tongue)}</h2>
        {seconds !== undefined && <p>{fill(words.about, { time: tongue.minutes(seconds) })}</p>}
      </div>
      <hr />
      <p>{state.away ? words.skipped : framed ? words.browse : words.keepOpen}</p>
      <label class="switch">
        <span>{words.away}</span>
        <input
          type="checkbox"
          role="switch"
          checked={state.away}
          aria-checked={state.away}
          onChange={(event) => tell({ is: 'away', away: event.currentTarget.checked })}
        />
      </label>
      <button class="quiet" type="button" onClick={() => tell({ is: 'leave' })}>
        {words.leave}
      </button>
    </div>
  )
}
