import { useNow } from '../hooks/use-now.ts'
import { many } from '../words/index.ts'

const RADIUS = 15
const AROUND = 2 * Math.PI * RADIUS

/** How much of an offer's time is left, as a ring that empties and a number in it. */
export function Ring({ since, until }: { since: number; until: number }) {
  const now = useNow()
  const left = Math.max(0, until - now)
  const part = until > since ? left / (until - since) : 0
  const seconds = Math.ceil(left / 1000)
  return (
    <svg
      className="ring"
      viewBox="0 0 36 36"
      role="img"
      aria-label={many(seconds, '{n} second left', '{n} seconds left')}
    >
      <circle className="ring-track" cx="18" cy="18" r={RADIUS} />
      <circle
        className="ring-left"
        cx="18"
        cy="18"
        r={RADIUS}
        strokeDasharray={AROUND}
        strokeDashoffset={AROUND * (1 - part)}
        transform="rotate(-90 18 18)"
      />
      <text x="18" y="22" textAnchor="middle">
        {seconds}
      </text>
    </svg>
  )
}
