import type { Show } from '../model/types.ts'
import { SHOW_WORDS } from '../model/words.ts'

/** Each state by its colour and by its shape: disc, moon, clock, bar, ring. */
const SHAPES: Record<Show, React.ReactNode> = {
  chat: <circle cx="6" cy="6" r="5" />,
  available: <circle cx="6" cy="6" r="5" />,
  away: <path d="M6 1a5 5 0 1 0 5 6.2A4.2 4.2 0 0 1 6 1Z" />,
  xa: <path fillRule="evenodd" d="M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Zm-.7 2v3.3l2.2 1.7.8-1-1.6-1.3V3H5.3Z" />,
  dnd: <path fillRule="evenodd" d="M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1ZM3.2 5.2v1.6h5.6V5.2H3.2Z" />,
  offline: (
    <path
      fillRule="evenodd"
      d="M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Zm0 1.7a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6Z"
    />
  ),
}

interface PresenceMarkProps {
  show: Show
  /** Leave out where the word stands beside it. */
  label?: boolean
}

export const PresenceMark = ({ show, label = false }: PresenceMarkProps) => (
  <>
    <svg className={`presence presence-${show}`} viewBox="0 0 12 12" aria-hidden="true">
      {SHAPES[show]}
    </svg>
    {label && <span className="unseen">{SHOW_WORDS[show]} </span>}
  </>
)
