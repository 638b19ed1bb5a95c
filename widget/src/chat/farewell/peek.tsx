import { useEffect } from 'preact/hooks'
import type { ToPage } from '../../shared/bridge.ts'
import type { Entry, State } from '../model/types.ts'
import { Close } from '../view/icons.tsx'
import type { Tongue } from '../words/index.ts'

/** What the visitor has put away. */
let dismissed = ''

/** What calls from a minimised panel: the newest of the other side. */
export function calling({ seen, phase, thread: { entries } }: State): Entry | undefined {
  const last = seen || phase !== 'chatting' ? undefined : entries.findLast(({ who }) => who === 'other')
  return last?.id === dismissed ? undefined : last
}

interface PeekProps {
  readonly said: Entry
  readonly tongue: Tongue
  readonly tell: (message: ToPage) => void
  readonly redraw: () => void
}

/** Drawn in the frame, so that the page around does not read it. */
export function Peek({ said: { id, name, text }, tongue: { words }, tell, redraw }: PeekProps) {
  useEffect(() => {
    const { classList } = document.documentElement
    classList.add('peek')
    return () => classList.remove('peek')
  }, [])
  const dismiss = (): void => {
    dismissed = id
    redraw()
  }
  return (
    <div class="peeking" role="status">
      <button type="button" onClick={() => tell({ is: 'open' })}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span dir="auto">{text}</span>
      </button>
      <button class="icon" type="button" aria-label={words.close} title={words.close} onClick={dismiss}>
        <Close />
      </button>
    </div>
  )
}
