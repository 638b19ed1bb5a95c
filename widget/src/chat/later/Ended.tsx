import { withName } from '../view/announce.ts'
import { Farewell } from './Farewell.tsx'
import { Instead } from './Instead.tsx'
import type { LaterProps } from './index.tsx'
import { Letter } from './Letter.tsx'
import { Act, Note } from './notes.tsx'

const why = ({ state, tongue, later }: LaterProps): string =>
  withName(later.reason[state.ended ?? 'unknown'], state, tongue)

const Restart = ({ later, tell }: LaterProps) => (
  <Act text={later.restart} onAct={() => tell({ is: 'restart' })} />
)

/** A request that ended without a chat: why, and what the visitor may do now. */
export function Ended(props: LaterProps) {
  const { state, later } = props
  // Without a room they have never been in a chat: what they left is the line.
  if (state.ended === 'visitor-left' && !state.room)
    return (
      <Note title={later.endedBefore} text={later.endedBeforeText}>
        <Restart {...props} />
      </Note>
    )
  if (state.instead?.do === 'message') return <Letter title={why(props)} {...props} />
  return (
    <Note title={later.ended} text={why(props)}>
      {state.instead ? <Instead {...props} /> : <Restart {...props} />}
    </Note>
  )
}

/** Below a conversation. */
export function Over(props: LaterProps) {
  const { state, later, tell } = props
  return (
    <div class="over" role="status">
      <p>{why(props)}</p>
      {state.instead?.do === 'message' ? (
        <Act text={later.writeInstead} onAct={() => tell({ is: 'write' })} />
      ) : state.instead ? (
        <Instead {...props} />
      ) : (
        <Restart {...props} />
      )}
      {state.bye && <Farewell {...props} />}
    </div>
  )
}
