import { keyText } from '../../model/report-keys.ts'
import type { Figures } from '../../model/reports.ts'
import { t } from '../../words/index.ts'

const HEIGHT = 120
const LABEL = 18
/** Room for so many: one alone is a bar, too, and no wall. */
const FEWEST = 14

/** Requests as bars; the table below says the same in numbers, so who cannot see them misses nothing. */
export function Bars({ groups, label }: { groups: readonly Figures[]; label: string }) {
  const counts = groups.map(({ requests }) => Number(requests ?? 0))
  const most = Math.max(...counts, 1)
  const step = 600 / Math.max(groups.length, FEWEST)
  const every = Math.ceil(groups.length / 12)
  return (
    <svg
      className="bars"
      viewBox={`0 0 600 ${HEIGHT + LABEL}`}
      preserveAspectRatio="xMinYMax meet"
      role="img"
      aria-label={t('Requests: {label}', { label })}
    >
      {groups.map(({ by = '', key }, index) => {
        const height = ((counts[index] ?? 0) / most) * (HEIGHT - 14)
        const x = index * step
        return (
          <g key={key}>
            <rect x={x + step * 0.1} y={HEIGHT - height} width={step * 0.8} height={height} rx="2">
              <title>{`${keyText(by, key)}: ${counts[index]}`}</title>
            </rect>
            {index % every === 0 && (
              <text x={x + step / 2} y={HEIGHT + 13} textAnchor="middle">
                {keyText(by, key)
                  .replace(/^\d{4}-/, '')
                  .slice(0, 10)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
