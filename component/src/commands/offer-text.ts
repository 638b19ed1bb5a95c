/**
 * What a plain client is told in words (A1, A2): the offer, and the queue in the workgroup's presence.
 *
 * Most of these words come from a visitor, who may try to look like us: every value stays on its own line, several lines
 * are quoted, and whether a parameter is verified is said at the end of the line.
 */

import type { Answer, Parameter } from '../core/request.ts'
import type { Duration, Instant } from '../core/types.ts'
import { cleanLine, cleanText, shorten } from '../protocol/clean.ts'
import { local } from '../protocol/jid.ts'
import type { CaseForOperator, Page } from '../protocol/parlor.ts'
import type { Response } from '../protocol/quick-response.ts'
import type { Note } from '../store/operators-types.ts'
import { span } from './span.ts'
import type { CaseRow } from './types.ts'

/** Characters of one answer; the desk and the archive have the rest. */
const LONGEST = 500
const MOST_PARAMETERS = 20

/** The words a client may offer as buttons (XEP-0439). */
export const OFFER_RESPONSES: readonly Response[] = [
  { value: 'take', label: 'Take' },
  { value: 'reject', label: 'Not me' },
]

export interface OfferText {
  readonly case: CaseForOperator
  readonly joinedAt: Instant
  /** The chat has an owner, who asks. */
  readonly asks?: CaseRow['asks']
}

/** The offer as a message: who, how long, what about, everything known, and the words to answer with. */
export const offerText = (offer: OfferText, now: Instant): string =>
  [
    headline(offer, now),
    ...(offer.asks?.note ? [answerLine({ label: 'Note', values: [offer.asks.note] })] : []),
    ...offer.case.answers.filter(({ name }) => name !== 'name').map(answerLine),
    ...offer.case.parameters.slice(0, MOST_PARAMETERS).map(parameterLine),
    ...pageLines(offer.case.page),
    ...(offer.case.tags?.length ? [`Tags: ${offer.case.tags.map(line).join(', ')}`] : []),
    ...(offer.case.notes ?? [])
      .filter(isOther(offer.asks))
      .map((note) => answerLine({ label: `Note by ${local(note.by) ?? note.by}`, values: [note.text] })),
    `Answer "take" or "reject". If several ring: "take ${offer.case.number}".`,
  ].join('\n')

/** What is said with the offer stays with the case as a note, and is read once. */
const isOther =
  (asks: OfferText['asks']) =>
  ({ by, text }: Note): boolean =>
    by !== asks?.by.jid || text !== asks.note

function headline({ case: it, joinedAt, asks }: OfferText, now: Instant): string {
  if (asks) {
    const what = asks.as === 'owner' ? 'hands a chat on to you' : 'asks you into a chat'
    return `${line(asks.by.name)} ${what}: ${line(it.name)}, case ${it.number}, ${span(now - joinedAt)}.`
  }
  const back = it.front ? ', was taken before and comes first' : ''
  const says = it.status ? `: ${line(it.status)}` : ''
  const away = it.show === 'available' || it.show === 'chat' ? '' : ` (${it.show}${says})`
  return `${line(it.name)}${away} is waiting: case ${it.number}, ${span(now - joinedAt)}${back}.`
}

const line = (words: string): string => shorten(cleanLine(words), LONGEST)

/** `Name: value`, or the name and then each line quoted. */
export function answerLine({ label, values }: Pick<Answer, 'label' | 'values'>): string {
  const words = shorten(cleanText(values.join('\n')), LONGEST)
  return words.includes('\n')
    ? [`${title(label)}`, ...words.split('\n').map((part) => `> ${part}`)].join('\n')
    : `${title(label)} ${line(words)}`
}

/** `E-mail` becomes `E-mail:`; a label that is a question stays one. */
const title = (label: string): string => (/[?:]$/.test(label) ? cleanLine(label) : `${cleanLine(label)}:`)

const parameterLine = ({ name, value, verified }: Parameter): string =>
  `${line(name)}: ${line(value)} (${verified ? 'verified' : 'claimed'})`

function pageLines(page: Page | undefined): string[] {
  if (!page) return []
  const where = [page.title, page.url].filter((part) => part).map((part) => line(part ?? ''))
  return [
    ...(where.length > 0 ? [`Page: ${where.join(', ')}`] : []),
    ...(page.referrer ? [`Came from: ${line(page.referrer)}`] : []),
    ...(page.language ? [`Language: ${line(page.language)}`] : []),
    ...seenLine(page),
  ]
}

/** `Seen: Aarhus, Denmark; Firefox 128 on Windows; searched for "parcel late"; visit 3; 2 earlier cases; / > /cart` */
function seenLine({ place, browser, words, visits, earlier, path }: Page): string[] {
  const parts = [
    place,
    browser,
    words && `searched for "${words}"`,
    visits && `visit ${visits}`,
    earlier && `${earlier} earlier ${earlier === '1' ? 'case' : 'cases'}`,
    path?.includes(' ') && path.replaceAll(' ', ' > '),
  ]
  const seen = parts.filter((part) => part).join('; ')
  return seen ? [`Seen: ${line(seen)}`] : []
}

/** Minutes: each change is a line in the window of many a client, so they grow. */
const STEPS = [60, 45, 30, 20, 15, 10, 5, 2, 1]
const MINUTE = 60_000

/** Rounded down, to whole hours from the second one on. */
function roughly(length: Duration): Duration {
  const minutes = length / MINUTE
  const rounded = minutes >= 120 ? minutes - (minutes % 60) : (STEPS.find((step) => step <= minutes) ?? 0)
  return rounded * MINUTE
}

/** The status of the workgroup's presence: `2 waiting, oldest 1 min`. */
export const presenceText = (
  queue: { readonly waiting: number; readonly oldest?: Instant | undefined },
  now: Instant,
): string => {
  if (queue.waiting === 0) return 'nobody waiting'
  return queue.oldest === undefined
    ? `${queue.waiting} waiting`
    : `${queue.waiting} waiting, oldest ${span(roughly(now - queue.oldest))}`
}
