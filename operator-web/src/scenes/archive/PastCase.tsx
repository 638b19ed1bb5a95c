import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { Empty } from '../../components/Empty.tsx'
import { whenText } from '../../components/Time.tsx'
import { useApp } from '../../hooks/use-app.ts'
import { type ArchivedLine, EXPORTS, type ExportForm } from '../../model/archive.ts'
import type { BareJid, CaseId } from '../../model/types.ts'
import { t } from '../../words/index.ts'

interface PastCaseProps {
  readonly workgroup: BareJid
  readonly id: CaseId
  readonly back: () => void
}

/** A case that is over, as both saw it; to be taken along, or made an answer for everybody. */
export function PastCase({ workgroup, id, back }: PastCaseProps) {
  const { shell } = useApp()
  const [lines, setLines] = useState<readonly ArchivedLine[] | string>()
  const [draft, setDraft] = useState<Readonly<Record<string, string>>>()
  useEffect(() => {
    void shell?.archive.conversation(workgroup, id).then(setLines)
  }, [shell, workgroup, id])
  if (lines === undefined) return <p role="status">{t('Looking ...')}</p>
  if (typeof lines === 'string') return <Empty title={lines} />
  const it = lines[0]?.case
  return (
    <>
      <h2 className="page-title">
        {it?.name} <span className="count">#{it?.number}</span>
      </h2>
      <div className="archive-tools">
        <Button className="button" onPress={back} autoFocus>
          {t('Back to what was found')}
        </Button>
        {EXPORTS.map((form) => (
          <Button key={form.ending} className="button" onPress={() => save(form, lines)}>
            {form.label}
          </Button>
        ))}
        <Button className="button" onPress={() => void shell?.archive.faqDraft(workgroup, id).then(setDraft)}>
          {t('Make it an answer')}
        </Button>
      </div>
      {draft && (
        <FaqForm
          draft={draft}
          keep={(question, answer) => {
            setDraft(undefined)
            void shell?.archive.saveFaq(workgroup, id, question, answer)
          }}
        />
      )}
      <ol className="card archive-lines">
        {lines.map(({ id: line, at, nick, who, body }) => (
          <li key={line} className={`archive-by-${who}`}>
            <span className="archive-hit-head">
              <strong>{nick}</strong>
              <time>{whenText(at)}</time>
            </span>
            <p>{body}</p>
          </li>
        ))}
      </ol>
    </>
  )
}

function save({ ending, type, write }: ExportForm, lines: readonly ArchivedLine[]): void {
  const address = URL.createObjectURL(new Blob([write(lines)], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = `case-${lines[0]?.case.number ?? 'none'}.${ending}`
  link.click()
  URL.revokeObjectURL(address)
}

interface FaqFormProps {
  readonly draft: Readonly<Record<string, string>>
  readonly keep: (question: string, answer: string) => void
}

/** As it was asked and answered, to be put right: everybody will read it. */
function FaqForm({ draft, keep }: FaqFormProps) {
  const [question, setQuestion] = useState(draft.question ?? '')
  const [answer, setAnswer] = useState(draft.answer ?? '')
  return (
    <form
      className="card faq-form"
      aria-label={t('An answer for everybody')}
      onSubmit={(event) => {
        event.preventDefault()
        keep(question.trim(), answer.trim())
      }}
    >
      <label htmlFor="faq-question">{t('Question, without names')}</label>
      <input
        id="faq-question"
        dir="auto"
        required
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
      />
      <label htmlFor="faq-answer">{t('Answer, as everybody may read it')}</label>
      <textarea
        id="faq-answer"
        dir="auto"
        required
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <Button type="submit" className="button button-main">
        {t('Save the answer')}
      </Button>
    </form>
  )
}
