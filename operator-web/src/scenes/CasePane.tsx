import { useState } from 'react'
import { Button } from 'react-aria-components'
import { takeCase } from '../actions/take.ts'
import { Icon } from '../components/Icon.tsx'
import { PlaceCredit } from '../components/PlaceCredit.tsx'
import { Told } from '../components/Told.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { isOnline, openChat, shownCase, shownWorkgroup } from '../model/select.ts'
import type { CaseData, Page } from '../model/types.ts'
import { caseLabel } from '../model/words.ts'
import { language, t } from '../words/index.ts'
import { Notes } from './Notes.tsx'

/** Everything about the visitor: what the site says first, then what they wrote, then where they are. */
export function CasePane() {
  const data = useDesk(shownCase)
  const workgroup = useDesk(shownWorkgroup)
  const previewing = useDesk((desk) => desk.preview !== undefined && desk.preview === data?.id)
  return (
    <section className="case" aria-labelledby="case-title">
      <h2 id="case-title" className="case-title">
        <span className="section-title">{data ? caseLabel(data) : t('Case')}</span>
        {data && <bdi className="case-who">{data.name}</bdi>}
      </h2>
      {data && previewing && <Whose name={data.name} />}
      {data ? (
        <Case data={data} />
      ) : (
        <p className="case-none">{t('Choose somebody in the queue, or a chat, to see their case.')}</p>
      )}
      {data && workgroup && <Notes key={data.id} workgroup={workgroup} data={data} />}
      {data && previewing && <PreviewActions data={data} />}
    </section>
  )
}

/** Looked at before it is taken: beside the open chat of somebody else it must be plain whose case this is. */
function Whose({ name }: { name: string }) {
  const other = useDesk((desk) => openChat(desk)?.with)
  return (
    <p className="case-preview" role="status">
      <Told text={t('{name} is waiting.')} name={<bdi>{name}</bdi>} />
      {other && (
        <>
          {' '}
          <Told text={t('The open chat is with {name}.')} name={<bdi>{other}</bdi>} />
        </>
      )}
    </p>
  )
}

function Case({ data }: { data: CaseData }) {
  const others = data.answers.filter(({ value }) => value !== data.problem && value !== data.name)
  return (
    <>
      <dl className="details">
        {data.parameters.map(({ name, value, verified }) => (
          <Detail key={`p-${name}`} name={readable(name)} value={value}>
            <Vouched by={data.page?.site} verified={verified} />
          </Detail>
        ))}
        {others.map(({ name, label, value }) => (
          <Detail key={`a-${name}`} name={label} value={value} />
        ))}
      </dl>
      {data.problem && <Problem text={data.problem} />}
      {data.cut && <p className="hint">{t('This is shortened: there was too much of it to send.')}</p>}
      {data.page && <Where page={data.page} />}
      {data.page?.place && <PlaceCredit />}
    </>
  )
}

function Vouched({ by = t('the site'), verified }: { by: string | undefined; verified: boolean }) {
  return verified ? (
    <span className="verified" title={t('Signed by {by}', { by })}>
      <Icon name="check" />
      <span className="unseen">{t('verified by {name}', { name: by })}</span>
    </span>
  ) : (
    <span className="claimed" title={t("Sent by the visitor's browser, not signed")}>
      {t('claimed')}
    </span>
  )
}

/** This many characters stand in three lines. */
const SHORT = 130

/** A long one is folded: what was noted about it stays in view. */
function Problem({ text }: { text: string }) {
  const [open, setOpen] = useState(false)
  const isLong = text.length > SHORT || text.split('\n').length > 3
  return (
    <blockquote className="problem-text">
      <p className={isLong && !open ? 'problem-folded' : undefined} dir="auto">
        {text}
      </p>
      {isLong && (
        <Button className="link" aria-expanded={open} onPress={() => setOpen(!open)}>
          {open ? t('Less') : t('All of it')}
        </Button>
      )}
    </blockquote>
  )
}

/** `customer_number` as a person would write it. */
const readable = (name: string) => {
  const words = name.replaceAll(/[_-]+/g, ' ').trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** So many characters stand beside another fact. */
const NARROW = 14

interface DetailProps {
  name: string
  /** What is copied at a click. */
  value: string
  /** The value is an address, and this is what is read. */
  shown?: string
  children?: React.ReactNode
}

function Detail({ name, value, shown, children }: DetailProps) {
  const app = useApp()
  const copy = async () => {
    await navigator.clipboard?.writeText(value)
    app.shell?.tellWord(t('{name} copied.', { name }))
  }
  return (
    <div className={`detail${(shown ?? value).length > NARROW ? ' detail-wide' : ''}`}>
      <dt>{name}</dt>
      <dd dir="auto">
        {shown ? <Address url={value} text={shown} /> : <bdi>{value}</bdi>} {children}
        <Button className="detail-copy" aria-label={t('Copy {name}', { name })} onPress={() => void copy()}>
          <Icon name="copy" />
        </Button>
      </dd>
    </div>
  )
}

function Where({ page }: { page: Page }) {
  const { url, title, referrer, site, language, words, place, browser, path, visits, earlier } = page
  return (
    <dl className="details details-quiet">
      {url && <Detail name={t('Page')} value={url} shown={title ?? short(url)} />}
      {referrer && <Detail name={t('Came from')} value={referrer} shown={short(referrer)} />}
      {words && <Detail name={t('Searched for')} value={words} />}
      {path && path.length > 1 && <Detail name={t('Path')} value={path.join(' → ')} />}
      {site && <Detail name={t('Site')} value={site} />}
      {place && <Detail name={t('Place')} value={place} />}
      {language && <Detail name={t('Language')} value={languageName(language)} />}
      {browser && <Detail name={t('Browser')} value={browser} />}
      {visits && <Detail name={t('Visit')} value={visits} />}
      {earlier && <Detail name={t('Earlier cases')} value={earlier} />}
    </dl>
  )
}

const short = (url: string): string => url.replace(/^https?:\/\//, '')

const Address = ({ url, text }: { url: string; text: string }) => (
  <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
    {text}
  </a>
)

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

function PreviewActions({ data }: { data: CaseData }) {
  const app = useApp()
  const online = useDesk(isOnline)
  const answering = useDesk((desk) => desk.answering.has(data.id))
  return (
    <div className="case-actions">
      {online && !answering && (
        <Button className="button button-main" onPress={() => takeCase(app, data.id)}>
          {t('Take {name}', { name: data.name })}
        </Button>
      )}
      <Button className="button" onPress={() => app.shell?.preview(undefined)}>
        {t('Close')}
      </Button>
    </div>
  )
}
