import { Button } from 'react-aria-components'
import { takeCase } from '../actions/take.ts'
import { Icon } from '../components/Icon.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { isOnline, openChat, shownCase, shownWorkgroup } from '../model/select.ts'
import type { CaseData, Page } from '../model/types.ts'
import { caseLabel } from '../model/words.ts'
import { Notes } from './Notes.tsx'

/** Everything about the visitor: what the site says first, then what they wrote, then where they are. */
export function CasePane() {
  const data = useDesk(shownCase)
  const workgroup = useDesk(shownWorkgroup)
  const previewing = useDesk((desk) => desk.preview !== undefined && desk.preview === data?.id)
  return (
    <section className="case" aria-labelledby="case-title">
      <h2 id="case-title" className="case-title">
        <span className="section-title">{data ? caseLabel(data) : 'Case'}</span>
        {data && <bdi className="case-who">{data.name}</bdi>}
      </h2>
      {data && previewing && <Whose name={data.name} />}
      {data ? (
        <Case data={data} />
      ) : (
        <p className="case-none">Choose somebody in the queue, or a chat, to see their case.</p>
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
      <bdi>{name}</bdi> is waiting.
      {other && (
        <>
          {' '}
          The open chat is with <bdi>{other}</bdi>.
        </>
      )}
    </p>
  )
}

function Case({ data }: { data: CaseData }) {
  const others = data.answers.filter((answer) => answer.value !== data.problem)
  return (
    <>
      <dl className="details">
        {data.parameters.map((parameter) => (
          <Detail key={`p-${parameter.name}`} name={readable(parameter.name)}>
            {parameter.value}{' '}
            {parameter.verified ? (
              <span className="verified" title={`Signed by ${data.page?.site ?? 'the site'}`}>
                <Icon name="check" />
                <span className="unseen">verified by {data.page?.site ?? 'the site'}</span>
              </span>
            ) : (
              <span className="claimed" title="Sent by the visitor's browser, not signed">
                claimed
              </span>
            )}
          </Detail>
        ))}
        {others.map((answer) => (
          <Detail key={`a-${answer.name}`} name={answer.label}>
            {answer.value}
          </Detail>
        ))}
        {others.length === 0 && <Detail name="Name">{data.name}</Detail>}
      </dl>
      {data.problem && (
        <blockquote className="problem-text" dir="auto">
          {data.problem}
        </blockquote>
      )}
      {data.page && <Where page={data.page} />}
    </>
  )
}

/** `customer_number` as a person would write it. */
const readable = (name: string) => {
  const words = name.replaceAll(/[_-]+/g, ' ').trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const Detail = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className="detail">
    <dt>{name}</dt>
    <dd dir="auto">{children}</dd>
  </div>
)

function Where({ page }: { page: Page }) {
  return (
    <dl className="details details-quiet">
      {page.url && (
        <Detail name="Page">
          <Address url={page.url} title={page.title} />
        </Detail>
      )}
      {page.referrer && (
        <Detail name="Came from">
          <Address url={page.referrer} />
        </Detail>
      )}
      {page.site && <Detail name="Site">{page.site}</Detail>}
      {page.language && <Detail name="Language">{languageName(page.language)}</Detail>}
    </dl>
  )
}

const Address = ({ url, title }: { url: string; title?: string | undefined }) => (
  <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
    {title ?? url.replace(/^https?:\/\//, '')}
  </a>
)

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(code) ?? code
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
          Take {data.name}
        </Button>
      )}
      <Button className="button" onPress={() => app.shell?.preview(undefined)}>
        Close
      </Button>
    </div>
  )
}
