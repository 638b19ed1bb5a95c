import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react'
import { useApp, useValue } from '../hooks/use-app.ts'
import { t } from '../words/index.ts'

const LEAST = 20
const MOST = 80
const STEP = 5

const within = (percent: number): number => Math.round(Math.min(MOST, Math.max(LEAST, percent)))

/** Between queue and chats: dragged, or moved with the arrows, and it stays (WAI-ARIA window splitter). */
export function Divider() {
  const app = useApp()
  const { split } = useValue(app.prefs)
  const bar = useRef<HTMLDivElement>(null)
  const move = (percent: number) => app.prefs.set({ ...app.prefs.get(), split: within(percent) })
  useEffect(() => {
    bar.current?.parentElement?.style.setProperty('--split', `${split}%`)
  }, [split])
  const onDrag = (event: PointerEvent<HTMLDivElement>) => {
    const side = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!side || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    move(((event.clientY - side.top) / side.height) * 100)
  }
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowUp: -STEP, ArrowDown: STEP }[event.key]
    if (by === undefined) return
    event.preventDefault()
    move(split + by)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved is no <hr/>
    <div
      ref={bar}
      className="divider"
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('Room for the queue')}
      aria-valuenow={split}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onDrag}
      onKeyDown={onKey}
    />
  )
}
