import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { type CustomItemComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua'
import { Gap } from '../components/Gap.tsx'
import { Icon } from '../components/Icon.tsx'
import { FirstWords, Line, NoteLine } from '../components/Line.tsx'
import { clockText, dayText } from '../components/Time.tsx'
import { Told } from '../components/Told.tsx'
import { useLive } from '../hooks/use-now.ts'
import { isGroup, isTyping } from '../model/select.ts'
import { type Row as RowData, rowsOf } from '../model/stream.ts'
import type { Chat, Line as LineData, RoomJid } from '../model/types.ts'
import { earlierWords } from '../model/words.ts'
import { t } from '../words/index.ts'
import { type Chosen, LineMenu } from './LineMenu.tsx'

/** Where a conversation was left: so far below the top of that line. */
interface Place {
  readonly key: string
  readonly below: number
}
/** Absent is the end. For as long as the page lives. */
const places = new Map<RoomJid, Place>()
/** This near to the end counts as the end, in px. */
const NEAR = 48
/** This near to the first line what lies before it is asked for, in px. */
const AHEAD = 800

interface LinesProps {
  chat: Chat
  again: ((id: string) => void) | undefined
  /** Asks the archive once more. */
  readAgain: (() => void) | undefined
  /** Asks it for what lies before the first line. */
  readEarlier: (() => void) | undefined
}

/** Only what is seen is in the page; what lies before the first line is fetched when somebody comes near it. */
export function Lines({ chat, again, readAgain, readEarlier }: LinesProps) {
  const { lines } = chat
  const rows = useRows(chat)
  const shift = useShift(rows)
  const { box, list, behind, onScroll, onResize, toEnd } = useScroll(chat, rows, readEarlier)
  const named = isGroup(chat)
  const readAt = useMemo(() => readIndex(lines, chat.readTo), [lines, chat.readTo])
  const [chosen, setChosen] = useState<Chosen>()
  const more = useCallback((line: Chosen['line'], beside: HTMLElement) => setChosen({ line, beside }), [])
  const typing = useLive((now) => isTyping(chat, now))

  const drawn = (row: RowData): ReactNode => {
    if (row.is === 'first') return <FirstWords text={chat.case.problem ?? ''} by={chat.with} />
    if (row.is === 'last') return <Gap chat={chat} again={readAgain} />
    if (row.is === 'note') return <NoteLine note={row.note} />
    const { at } = row
    const line = lines[at]
    if (!line) return null
    return (
      <>
        {at === chat.gapAt && <Gap chat={chat} again={readAgain} />}
        {isNewDay(lines[at - 1], line) && (
          <p className="day">
            <span>{dayText(line.at)}</span>
          </p>
        )}
        <Line
          line={line}
          name={chat.with}
          leads={!isSameSpeaker(lines[at - 1], line)}
          timed={!isSameMinute(line, lines[at + 1])}
          named={named}
          again={again}
          read={at <= readAt}
          more={more}
        />
      </>
    )
  }

  return (
    <div className="lines-frame">
      <div
        className="lines"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="log"
        // What comes into the page because somebody scrolls is no news.
        aria-live={behind ? 'off' : 'polite'}
        aria-label={t('Conversation with {name}', { name: chat.with })}
      >
        {chat.state === 'entering' && lines.length === 0 && (
          <div className="skeletons" role="status" aria-label={t('Loading the conversation')}>
            <span className="skeleton skeleton-bubble" />
            <span className="skeleton skeleton-bubble skeleton-right" />
          </div>
        )}
        <Virtualizer
          ref={list}
          as="ol"
          item={Item}
          data={rows}
          shift={shift}
          onScroll={onScroll}
          onResize={onResize}
        >
          {(row) => <Row key={row.key}>{drawn(row)}</Row>}
        </Virtualizer>
        <p className="typing" aria-live="polite">
          {typing && (
            <>
              <span className="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>{' '}
              <Told text={t('{name} is typing')} name={<bdi>{chat.typing ?? chat.with}</bdi>} />
            </>
          )}
        </p>
      </div>
      {chosen && <LineMenu chat={chat} chosen={chosen} close={() => setChosen(undefined)} />}
      <EarlierBar chat={chat} again={readEarlier} />
      {behind && (
        <Button className="to-end" onPress={toEnd}>
          <Icon name="down" /> {t('Newest')}
        </Button>
      )}
    </div>
  )
}

/** A row takes its whole width; what is in it finds its side. */
const Item = ({ style, ref, children }: CustomItemComponentProps) => (
  <li style={style} ref={ref}>
    {children}
  </li>
)

const Row = ({ children }: { children: ReactNode }) => <div className="line-row">{children}</div>

/** Says that earlier lines are fetched, or could not be: above them, so that nothing moves. */
function EarlierBar({ chat: { earlier }, again }: { chat: Chat; again: (() => void) | undefined }) {
  if (!earlier || earlier.is === 'there') return null
  return (
    <p className="earlier" role="status">
      {earlierWords(earlier)}{' '}
      {earlier.is === 'failed' && again && (
        <Button className="link" onPress={again}>
          {t('Try again')}
        </Button>
      )}
    </p>
  )
}

function useRows(chat: Chat): readonly RowData[] {
  const { lines, earlier, gap, gapAt } = chat
  const { problem, notes } = chat.case
  const before = earlier?.before
  const end = gap && gapAt === lines.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the chat only this makes rows
  return useMemo(() => rowsOf(chat), [lines, problem, notes, before, end])
}

/** Rows came or went at the beginning: then the view keeps its distance from the end. */
function useShift(rows: readonly RowData[]): boolean {
  const before = useRef<string>(undefined)
  const first = rows[0]?.key
  const changed = before.current !== undefined && before.current !== first
  useLayoutEffect(() => {
    before.current = first
  })
  return changed
}

/** Who reads at the end stays there; who reads elsewhere stays where they are, also when they come back. */
function useScroll(chat: Chat, rows: readonly RowData[], readEarlier: (() => void) | undefined) {
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const [behind, setBehind] = useState(places.has(chat.room))
  const now = useRef({ chat, rows, readEarlier })
  now.current = { chat, rows, readEarlier }

  const settle = useCallback(() => {
    const element = box.current
    if (!element) return
    const { chat: it, readEarlier: read } = now.current
    if (!places.has(it.room)) element.scrollTop = element.scrollHeight
    const hidden = element.scrollHeight - element.clientHeight
    const isNear = places.has(it.room) ? element.scrollTop < AHEAD : hidden < AHEAD
    if (it.earlier?.is === 'there' && isNear && list.current?.viewportSize) read?.()
  }, [])

  // Back where it was left.
  useLayoutEffect(() => {
    const { chat: it, rows: all } = now.current
    const place = places.get(it.room)
    if (!place) return
    const at = all.findIndex(({ key }) => key === place.key)
    if (at < 0) places.delete(it.room)
    else list.current?.scrollToIndex(at, { align: 'start', offset: place.below })
  }, [])

  useLayoutEffect(settle)

  // A bar comes, a phone shows the pane: the room for it changes.
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(settle)
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [settle])

  const onScroll = useCallback(() => {
    const element = box.current
    const handle = list.current
    if (!element || !handle) return
    const { room } = now.current.chat
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
    const index = handle.findItemIndex(element.scrollTop)
    const key = now.current.rows[index]?.key
    if (atEnd) places.delete(room)
    else if (key) places.set(room, { key, below: element.scrollTop - handle.getItemOffset(index) })
    setBehind(!atEnd)
    settle()
  }, [settle])

  const toEnd = () => {
    places.delete(chat.room)
    settle()
  }
  return { box, list, behind, onScroll, onResize: settle, toEnd }
}

/** How far the visitor has read; nowhere, if that is not among these lines. */
const readIndex = (lines: readonly LineData[], id: string | undefined): number =>
  id === undefined ? -1 : lines.findLastIndex((line) => line.is === 'said' && line.stanzaId === id)

const isNewDay = (before: LineData | undefined, line: LineData): boolean =>
  before !== undefined && new Date(before.at).toDateString() !== new Date(line.at).toDateString()

const isSameSpeaker = (a: LineData | undefined, b: LineData): boolean =>
  a?.is === 'said' && b.is === 'said' && a.nick === b.nick

/** The same person goes on within the minute: the time stands below the last of it. */
const isSameMinute = (a: LineData, b: LineData | undefined): boolean =>
  b !== undefined && isSameSpeaker(a, b) && clockText(a.at) === clockText(b.at)
