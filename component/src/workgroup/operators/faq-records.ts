/** Questions and answers of a workgroup, as the commands change them (M4). */
import { randomBytes } from 'node:crypto'
import type { FaqDraft, FaqRecord, Records } from '../../commands/records.ts'
import type { BareJid } from '../../core/types.ts'
import { cleanLine, cleanText, shorten } from '../../protocol/clean.ts'
import type { CaseDetails, FaqEntry, TranscriptEntry } from '../../store/types.ts'
import type { Workgroup } from '../workgroup.ts'

const LONGEST_QUESTION = 300
const LONGEST_ANSWER = 4000
const ID_BYTES = 5

const newId = (): string => randomBytes(ID_BYTES).toString('hex')

const asRecord = ({ id, language, question, answer, case: from }: FaqEntry): FaqRecord => ({
  id,
  language,
  question,
  answer,
  case: from,
})

export function faqRecords(
  { office: { store, clock, cache }, jid }: Workgroup,
  by: BareJid,
): Pick<Records, 'faq' | 'faqDraft' | 'saveFaq' | 'moveFaq' | 'removeFaq'> {
  const refresh = async () => void cache.faq.set(jid, await store.faq(jid))
  return {
    faq: async () => (cache.faq.get(jid) ?? []).map(asRecord),
    async faqDraft(numberOrId) {
      const known =
        (await store.caseById(numberOrId)) ??
        (/^\d{1,9}$/.test(numberOrId) ? await store.caseByNumber(jid, Number(numberOrId)) : undefined)
      return known?.workgroup === jid ? draftOf(known, await store.transcript(known.id)) : undefined
    },
    async saveFaq(entries) {
      const saved = entries.map(
        ({ id = newId(), question, answer, language, case: from }): FaqEntry => ({
          id,
          question,
          answer,
          at: clock.now(),
          by,
          ...(language !== undefined && { language }),
          ...(from !== undefined && { case: from }),
        }),
      )
      await store.saveFaq(jid, saved)
      await refresh()
      return saved.map(asRecord)
    },
    async moveFaq(id, place) {
      const was = await store.moveFaq(jid, id, place)
      await refresh()
      return was ? undefined : 'not-found'
    },
    async removeFaq(id) {
      const was = await store.removeFaq(jid, id)
      await refresh()
      return was ? undefined : 'not-found'
    },
  }
}

/** The question is what the visitor came with; the answer the longest thing the operator said, which seldom is a greeting. */
export function draftOf(details: CaseDetails, lines: readonly TranscriptEntry[]): FaqDraft {
  const filledIn = details.answers
    .find(({ name }) => name === 'problem' || name === 'question')
    ?.values.join(' ')
  const said = (who: TranscriptEntry['who']) =>
    lines.filter((line) => line.who === who).map(({ body }) => body)
  const question = cleanLine(filledIn ?? '') || cleanLine(said('visitor')[0] ?? '')
  const answer = said('operator').reduce((best, body) => (body.length > best.length ? body : best), '')
  return {
    question: shorten(question, LONGEST_QUESTION),
    answer: shorten(cleanText(answer), LONGEST_ANSWER),
    language: details.language?.split('-')[0],
    case: details.id,
  }
}
