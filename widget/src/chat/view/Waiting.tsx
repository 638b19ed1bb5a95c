import { fill } from '../words/index.ts'
import { placeText } from './announce.ts'
import type { Props } from './context.ts'

/** The place in the queue, and what may be done meanwhile (Q1, Q2). */
export function Waiting({ state, tongue, tell, framed }: Props) {
  const { words } = tongue
  const away = state.away !== undefined
  const seconds = state.place?.seconds
  return (
    <div class="screen waiting">
      <div class="place" role="status">
        <h2>{placeText(state, tongue)}</h2>
        {seconds !== undefined && <p>{fill(words.about, { time: tongue.minutes(seconds) })}</p>}
      </div>
      <hr />
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
