import { useNow } from '../hooks/use-now.ts'
import { duration, waitOf } from '../model/select.ts'
import type { Attention } from '../model/types.ts'
import { language, t } from '../words/index.ts'

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' })

export const clockText = (at: number): string => clock.format(at)
export const dayText = (at: number): string => day.format(at)

const WAIT_WORDS = { calm: '', late: t('long wait'), overdue: t('very long wait') } as const

/** How long somebody has waited: live, tabular, and past the thresholds with a colour and a shape. */
export function Waiting({ since, limits }: { since: number; limits: Attention['waiting'] }) {
  const waited = useNow() - since
  const wait = waitOf(waited, limits)
  return (
    <span className={`waiting waiting-${wait}`}>
      {wait !== 'calm' && (
        <svg className="wait-shape" viewBox="0 0 12 12" role="img" aria-label={WAIT_WORDS[wait]}>
          {wait === 'late' ? <path d="M6 1.5 11 10.5H1Z" /> : <path d="M6 .5 11.5 6 6 11.5.5 6Z" />}
        </svg>
      )}
      <time>{duration(waited)}</time>
    </span>
  )
}

/** How long a chat has lasted. */
export const Lasting = ({ since, until }: { since: number; until?: number | undefined }) => {
  const now = useNow()
  return <time className="lasting">{duration((until ?? now) - since)}</time>
}

/** The time of day, with the day unless that is today. */
export const whenText = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString()
    ? clockText(at)
    : `${dayText(at)} ${clockText(at)}`
