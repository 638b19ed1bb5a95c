import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { Gap } from '../components/Gap.tsx'
import { Icon } from '../components/Icon.tsx'
import { FirstWords, Line } from '../components/Line.tsx'
import { clockText, dayText } from '../components/Time.tsx'
import { useLive } from '../hooks/use-now.ts'
import { isGroup, isTyping } from '../model/select.ts'
import type { Chat, Line as LineData, RoomJid } from '../model/types.ts'

/** Where each conversation was left: `undefined` is the end. For as long as the page lives. */
const places = new Map<RoomJid, number>()
/** This near to the end counts as the end, in px. */
const NEAR = 48

interface LinesProps {
  chat: Chat
  again: ((id: string) => void) | undefined
  /** Asks the archive once more. */
  readAgain: (() => void) | undefined
}

export function Lines({ chat, again, readAgain }: LinesProps) {
  const box = useRef<HTMLDivElement>(null)
  const [behind, setBehind] = useState(places.has(chat.room))
  const count = chat.lines.length
  const named = isGroup(chat)
  const typing = useLive((now) => isTyping(chat, now))

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was added is what moves the end
  useLayoutEffect(() => {
    const element = box.current
    if (element) element.scrollTop = places.get(chat.room) ?? element.scrollHeight
  }, [chat.room, count, typing])

  // Who reads at the end stays there when the room for it changes: a bar comes, a phone shows the pane.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (!places.has(chat.room)) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [chat.room])

  const onScroll = () => {
    const element = box.current
    if (!element) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
    if (atEnd) places.delete(chat.room)
    else places.set(chat.room, element.scrollTop)
    setBehind(!atEnd)
  }
  const toEnd = () => {
    places.delete(chat.room)
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
  }

  return (
    <div className="lines-frame">
      <div
        className="lines"
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={`Conversation with ${chat.with}`}
      >
        {chat.state === 'entering' && count === 0 && (
          <div className="skeletons" role="status" aria-label="Loading the conversation">
            <span className="skeleton skeleton-bubble" />
            <span className="skeleton skeleton-bubble skeleton-right" />
          </div>
        )}
        <ol>
          {chat.case.problem && <FirstWords text={chat.case.problem} by={chat.with} />}
          {chat.lines.map((line, index) => (
            <Fragment key={line.key}>
              {index === chat.gapAt && <Gap chat={chat} again={readAgain} />}
              {isNewDay(chat.lines[index - 1], line) && (
                <li className="day">
                  <span>{dayText(line.at)}</span>
                </li>
              )}
              <Line
                line={line}
                name={chat.with}
                leads={!isSameSpeaker(chat.lines[index - 1], line)}
                timed={!isSameMinute(line, chat.lines[index + 1])}
                named={named}
                again={again}
              />
            </Fragment>
          ))}
          {count === chat.gapAt && <Gap chat={chat} again={readAgain} />}
        </ol>
        <p className="typing" aria-live="polite">
          {typing && (
            <>
              <span className="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>{' '}
              <bdi>{chat.typing ?? chat.with}</bdi> is typing
            </>
          )}
        </p>
      </div>
      {behind && (
        <Button className="to-end" onPress={toEnd}>
          <Icon name="down" /> Newest
        </Button>
      )}
    </div>
  )
}

const isNewDay = (before: LineData | undefined, line: LineData): boolean =>
  before !== undefined && new Date(before.at).toDateString() !== new Date(line.at).toDateString()

const isSameSpeaker = (a: LineData | undefined, b: LineData): boolean =>
  a?.is === 'said' && b.is === 'said' && a.nick === b.nick

/** The same person goes on within the minute: the time stands below the last of it. */
const isSameMinute = (a: LineData, b: LineData | undefined): boolean =>
  b !== undefined && isSameSpeaker(a, b) && clockText(a.at) === clockText(b.at)
