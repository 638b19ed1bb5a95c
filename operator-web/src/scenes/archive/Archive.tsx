import { type ReactNode, useDeferredValue, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { Empty } from '../../components/Empty.tsx'
import { whenText } from '../../components/Time.tsx'
import { useApp, useDesk } from '../../hooks/use-app.ts'
import { type ArchivedLine, type ArchiveFilter, type ArchivePage, unfinished } from '../../model/archive.ts'
import { onDuty } from '../../model/select.ts'
import type { BareJid, CaseId } from '../../model/types.ts'
import { t } from '../../words/index.ts'
import { PastCase } from './PastCase.tsx'

/** While somebody types, ms. */
const PAUSE = 200

/** What was said in cases that are over: looked for as one types, by time, tag and person (M2). */
export default function Archive() {
  const jids = useDesk((desk) =>
    onDuty(desk)
      .filter(({ commands }) => commands.includes('search'))
      .map(({ jid }) => jid)
      .join(' '),
  ).split(' ')
  const [workgroup = '', setWorkgroup] = useState(jids[0])
  const [filter, setFilter] = useState<ArchiveFilter>({})
  const [open, setOpen] = useState<CaseId>()
  if (open)
    return (
      <div className="page-body">
        <PastCase workgroup={workgroup} id={open} back={() => setOpen(undefined)} />
      </div>
    )
  return (
    <div className="page-body">
      <h2 className="page-title">{t('Archive')}</h2>
      <Filters
        {...{ jids, workgroup, filter }}
        choose={setWorkgroup}
        change={(part) => setFilter({ ...filter, ...part })}
      />
      <Hits workgroup={workgroup} filter={filter} open={setOpen} />
    </div>
  )
}

interface FiltersProps {
  readonly jids: readonly BareJid[]
  readonly workgroup: BareJid
  readonly filter: ArchiveFilter
  readonly choose: (workgroup: BareJid) => void
  readonly change: (part: ArchiveFilter) => void
}

/** A day of this clock as an instant of the wire. */
const dayStart = (day: string): string | undefined =>
  day === '' ? undefined : new Date(`${day}T00:00`).toISOString()
const dayEnd = (day: string): string | undefined =>
  day === '' ? undefined : new Date(`${day}T23:59:59.999`).toISOString()

function Filters({ jids, workgroup, filter, choose, change }: FiltersProps) {
  const { desk } = useApp()
  const set = (name: keyof ArchiveFilter, value: string | undefined) =>
    change({ [name]: value || undefined } as ArchiveFilter)
  return (
    <form className="archive-filters" aria-label={t('Look for')} onSubmit={(event) => event.preventDefault()}>
      <Field label={t('Words')} className="archive-words">
        <input
          type="search"
          value={filter.words ?? ''}
          placeholder={t('refund "lost parcel" -invoice')}
          dir="auto"
          onChange={(event) => set('words', event.target.value)}
        />
      </Field>
      {jids.length > 1 && (
        <Field label={t('Workgroup')}>
          <select value={workgroup} onChange={(event) => choose(event.target.value)}>
            {jids.map((jid) => (
              <option key={jid} value={jid}>
                {desk.get().workgroups.get(jid)?.name ?? jid}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field label={t('Person')}>
        <input
          defaultValue={filter.with}
          placeholder="mia@example.org"
          onBlur={(event) => set('with', event.target.value.trim())}
        />
      </Field>
      <Field label={t('Tag')}>
        <input defaultValue={filter.tag} onBlur={(event) => set('tag', event.target.value.trim())} />
      </Field>
      <Field label={t('From|day')}>
        <input type="date" onChange={(event) => set('start', dayStart(event.target.value))} />
      </Field>
      <Field label={t('Until|day')}>
        <input type="date" onChange={(event) => set('end', dayEnd(event.target.value))} />
      </Field>
    </form>
  )
}

const Field = ({
  label,
  className,
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
  <label className={className}>
    {label}
    {children}
  </label>
)

interface HitsProps {
  readonly workgroup: BareJid
  readonly filter: ArchiveFilter
  readonly open: (id: CaseId) => void
}

type Known = ArchivePage | string | undefined

function Hits({ workgroup, filter, open }: HitsProps) {
  const { shell } = useApp()
  const wanted = useDeferredValue(JSON.stringify(filter))
  const [known, setKnown] = useState<Known>()
  useEffect(() => {
    let isOld = false
    const { words, ...rest } = JSON.parse(wanted) as ArchiveFilter
    const asked = { ...rest, ...(words && { words: unfinished(words) }) }
    const timer = setTimeout(
      () => void shell?.archive.page(workgroup, asked).then((page) => isOld || setKnown(page)),
      PAUSE,
    )
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [shell, workgroup, wanted])
  const more = async () => {
    if (typeof known !== 'object' || !known.first) return
    const { words, ...rest } = filter
    const asked = { ...rest, ...(words && { words: unfinished(words) }) }
    const page = await shell?.archive.page(workgroup, asked, known.first)
    if (typeof page === 'object') setKnown({ ...page, lines: [...page.lines, ...known.lines] })
  }
  if (known === undefined) return <p role="status">{t('Looking ...')}</p>
  if (typeof known === 'string') return <Empty title={known} />
  if (known.lines.length === 0)
    return (
      <Empty title={t('Nothing was found')}>
        <p>{t('What was said in a case is here once the case is over.')}</p>
      </Empty>
    )
  return (
    <>
      <ul className="card archive-hits" aria-label={t('What was found, the newest first')}>
        {[...known.lines].reverse().map((line) => (
          <li key={line.id}>
            <Hit line={line} open={() => open(line.case.id)} />
          </li>
        ))}
      </ul>
      {!known.complete && (
        <Button className="button" onPress={more}>
          {t('Earlier ones')}
        </Button>
      )}
    </>
  )
}

const Hit = ({ line, open }: { line: ArchivedLine; open: () => void }) => (
  <Button className="archive-hit" onPress={open}>
    <span className="archive-hit-head">
      <strong>{line.case.name}</strong>
      <span className="count">#{line.case.number}</span>
      {line.who !== 'visitor' && <span>{line.nick}</span>}
      <time>{whenText(line.at)}</time>
    </span>
    <span className="archive-hit-words">
      {(line.pieces ?? [{ text: line.body.slice(0, 240), found: false }]).map((piece, index) => {
        const key = `${index} ${piece.text}`
        return piece.found ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>
      })}
    </span>
  </Button>
)
