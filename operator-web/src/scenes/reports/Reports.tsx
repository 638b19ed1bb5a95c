import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { Empty } from '../../components/Empty.tsx'
import { useApp, useDesk } from '../../hooks/use-app.ts'
import { keyText } from '../../model/report-keys.ts'
import {
  changeText,
  FIGURES,
  type Figures,
  figureText,
  GROUPS,
  groupsIn,
  type Rows,
} from '../../model/reports.ts'
import { onDuty } from '../../model/select.ts'
import type { BareJid } from '../../model/types.ts'
import { t } from '../../words/index.ts'
import { Bars } from './Bars.tsx'

const PERIODS: Readonly<Record<string, string>> = {
  today: t('Today'),
  yesterday: t('Yesterday'),
  week: t('This week'),
  'last week': t('Last week'),
  month: t('This month'),
  'last month': t('Last month'),
  year: t('This year'),
  'last year': t('Last year'),
}

/** What requests came to: the same numbers as bars, as tables, and to take along (M3). */
export default function Reports() {
  const app = useApp()
  const { shell } = app
  const jids = useDesk((desk) =>
    onDuty(desk)
      .filter(({ commands }) => commands.includes('report'))
      .map(({ jid }) => jid)
      .join(' '),
  ).split(' ')
  const [workgroup = '', setWorkgroup] = useState<BareJid | undefined>(jids[0])
  const [period, setPeriod] = useState('week')
  const [compared, setCompared] = useState(false)
  const [known, setKnown] = useState<Rows | string>()
  useEffect(() => {
    let isOld = false
    void shell?.archive
      .report(workgroup, { period, compared })
      .then((reply) => isOld || setKnown(typeof reply === 'string' ? reply : reply.rows))
    return () => {
      isOld = true
    }
  }, [shell, workgroup, period, compared])
  const take = async (format: 'csv' | 'json') => {
    const reply = await shell?.archive.report(workgroup, { period, compared }, format)
    if (typeof reply === 'object' && reply.note) download(reply.note, `report.${format}`)
  }
  return (
    <div className="page-body">
      <h2 className="page-title">{t('Reports')}</h2>
      <form className="archive-filters" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label={t('Period')}
          value={period}
          options={Object.keys(PERIODS)}
          called={(name) => PERIODS[name] ?? name}
          choose={setPeriod}
        />
        {jids.length > 1 && (
          <Choice
            label={t('Workgroup')}
            value={workgroup}
            options={jids}
            called={(jid) => app.desk.get().workgroups.get(jid)?.name ?? jid}
            choose={setWorkgroup}
          />
        )}
        <label className="report-compared">
          <input type="checkbox" checked={compared} onChange={(event) => setCompared(event.target.checked)} />
          {t('Beside the time before')}
        </label>
        <Button className="button" onPress={() => void take('csv')}>
          CSV
        </Button>
        <Button className="button" onPress={() => void take('json')}>
          JSON
        </Button>
      </form>
      {known === undefined && <p role="status">{t('Counting ...')}</p>}
      {typeof known === 'string' && <Empty title={known} />}
      {typeof known === 'object' && <Whole rows={known} />}
    </div>
  )
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly string[]
  readonly called: (option: string) => string
  readonly choose: (value: string) => void
}

const Choice = ({ label, value, options, called, choose }: ChoiceProps) => (
  <label>
    {label}
    <select value={value} onChange={(event) => choose(event.target.value)}>
      {options.map((option) => (
        <option key={option} value={option}>
          {called(option)}
        </option>
      ))}
    </select>
  </label>
)

function Whole({ rows }: { rows: Rows }) {
  const total = rows.find(({ by }) => by === 'total')
  const before = rows.find(({ by }) => by === 'before')
  if (!total || total.requests === '0')
    return (
      <Empty title={t('Nobody has asked in this time')}>
        <p>{total?.key}</p>
      </Empty>
    )
  return (
    <>
      <p>
        {total.key}
        {before && ` · ${t('before: {what}', { what: before.key ?? '' })}`}
      </p>
      <dl className="figures">
        {FIGURES.map(({ name, label }) => (
          <div key={name} className="card figure">
            <dt>{label}</dt>
            <dd>{figureText(name, total[name])}</dd>
            {before && (
              <dd className="figure-before">
                {t('before: {what}', { what: figureText(name, before[name]) })}{' '}
                <span>{changeText(name, total[name], before[name])}</span>
              </dd>
            )}
          </div>
        ))}
      </dl>
      {GROUPS.map(({ by, label, isDrawn }) => {
        const groups = groupsIn(rows, by)
        return groups.length === 0 ? null : (
          <section key={by} className="card report-part" aria-label={label}>
            <h3>{label}</h3>
            {isDrawn && <Bars groups={groups} label={label} />}
            <Table groups={groups} label={label} />
          </section>
        )
      })}
    </>
  )
}

const Table = ({ groups, label }: { groups: readonly Figures[]; label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen is moved by keys, too
  <section className="report-scroll" tabIndex={0} aria-label={t('{label}, in numbers', { label })}>
    <table className="report-table">
      <thead>
        <tr>
          <th scope="col">{label}</th>
          {FIGURES.map((figure) => (
            <th key={figure.name} scope="col">
              {figure.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key}>
            <th scope="row">{keyText(group.by ?? '', group.key)}</th>
            {FIGURES.map(({ name }) => (
              <td key={name}>{figureText(name, group[name])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
