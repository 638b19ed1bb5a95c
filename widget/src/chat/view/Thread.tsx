import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isMet } from '../model/talk.ts'
import type { Entry } from '../model/types.ts'
import { fill } from '../words/index.ts'
import { comingText, operatorName, withName } from './announce.ts'
import type { Props } from './context.ts'
import { fetchLater, lines, rest } from './fetch-later.ts'
import { Clock, Tick, Ticks } from './icons.tsx'
import { isHandedOn, type Row, rows } from './rows.ts'

/** The conversation. New lines are read out; it stays at the end unless the visitor has scrolled up. */
export interface ThreadProps extends Props {
  /** The message that is being corrected, or answered. */
  readonly editing: Entry | undefined
  readonly edit: (entry: Entry) => void
}

export function Thread(props: ThreadProps) {
  const { state, tongue } = props
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)

  useLayoutEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight
  }, [state.thread, state.typing, state.phase])

  function scrolled(): void {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {}
    atEnd.current = scrollHeight - scrollTop - clientHeight < 40
  }

  return (
    <div
      class="thread"
      ref={box}
      onScroll={scrolled}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      role="log"
      aria-label={tongue.words.conversation}
    >
      {state.asked && (
        <div class="line me">
          <Bubble by={tongue.words.you}>
            <Text text={state.asked} />
          </Bubble>
        </div>
      )}
      {opening(props) && <p class="system">{opening(props)}</p>}
      {rows(state.thread).map((row) => (
        <Line key={row.key} row={row} {...props} />
      ))}
      <p class="typing" aria-hidden={!state.typing}>
        {state.typing && fill(tongue.words.typing, { name: state.typing })}
      </p>
    </div>
  )
}

/** Whom the visitor talks with. Who has not come is not spoken of any more when it is over. */
function opening({ state, tongue }: Props): string | false {
  if (!state.room || isHandedOn(state.thread.entries)) return false
  if (isMet(state)) return withName(tongue.words.with, state, tongue)
  return state.phase !== 'ended' && comingText(state, tongue)
}

function Line({ row, ...props }: ThreadProps & { readonly row: Row }) {
  const { state, tongue } = props
  if (row.who === 'desk') {
    const name = (row.about ?? row.owner ?? state.room?.with) || tongue.words.operator
    const time = row.since === undefined ? '' : tongue.span((row.at - row.since) / 1000)
    const known = row.notice && lines()?.words.notice[row.notice]
    const text = known ? fill(known, { name, time }) : row.text
    return <p class="system">{text}</p>
  }
  const mine = row.who === 'me'
  const { Reactions, Failed, Shared = Text } = lines() ?? {}
  return (
    <div class={`line ${row.who}${row.joined ? ' joined' : ''}`}>
      {row.named && (
        <p class="who" dir="auto" aria-hidden="true">
          {row.name}
        </p>
      )}
      <Bubble by={mine ? tongue.words.you : row.name || operatorName(state, tongue)} row={row}>
        {row.retracted ? <i>{tongue.words.retracted}</i> : <Shared text={row.text} plain={Text} />}
      </Bubble>
      {row.reactions && Reactions && <Reactions row={row} />}
      {row.state === 'failed' && Failed ? (
        <Failed row={row} {...props} />
      ) : (
        (row.last || row.edited || row.state !== 'sent') && <Meta row={row} {...props} />
      )}
    </div>
  )
}

interface BubbleProps {
  readonly by: string
  readonly row?: Row
  readonly children: preact.ComponentChildren
}

const Bubble = ({ by, row, children }: BubbleProps) => (
  <div class="bubble">
    <span class="unseen">{by}: </span>
    {row?.quote && !row.retracted && <blockquote dir="auto">{row.quote}</blockquote>}
    <div dir="auto">{children}</div>
  </div>
)

/** What could be an address at all; what finds them is fetched for it. */
const MAYBE = /:\/\/|www\.|@/i

export interface TextProps {
  readonly text: string
}

function Text({ text }: TextProps) {
  const [parts, come] = useState(() => rest()?.parts)
  const isNeeded = parts === undefined && MAYBE.test(text)
  useEffect(() => {
    if (isNeeded)
      fetchLater(document.documentElement.lang).then(
        (all) => come(() => all.parts),
        () => undefined,
      )
  }, [isNeeded])
  if (!parts) return text
  return (
    <>
      {parts(text).map((part, i) =>
        part.href ? (
          <bdi key={i}>
            <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              {part.text}
            </a>
            {part.leads && ` (${part.leads})`}
          </bdi>
        ) : (
          part.text
        ),
      )}
    </>
  )
}

function Meta({ row, ...props }: ThreadProps & { readonly row: Row }) {
  const { tongue } = props
  const { words } = tongue
  const { Acts } = lines() ?? {}
  const [state, Mark] =
    row.state !== 'sent' ? [words.sending, Clock] : row.seen ? [words.seen, Ticks] : [words.sent, Tick]
  if (!row.last && !row.state && !row.edited) return null
  return (
    <div class="meta">
      {row.edited && !row.retracted && <span>{words.edited}</span>}
      {row.last && <time dateTime={new Date(row.at).toISOString()}>{tongue.clock(row.at)}</time>}
      {row.state && (
        <span role="img" aria-label={state} title={state}>
          <Mark />
        </span>
      )}
      {Acts && <Acts row={row} {...props} />}
    </div>
  )
}
