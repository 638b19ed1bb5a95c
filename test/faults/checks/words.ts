/** P1, P2 and P6: what was said. A message that was never confirmed is unknown: it may be kept or not, once. */
import type { FactOf, FinalLine, History } from '../history.ts'
import { duplicates, firstOutOfOrder, of } from '../intervals.ts'
import type { Check } from './bounds.ts'

const transcript = ({ outcome }: History, id: string) => outcome.transcripts[id] ?? []

/** No accepted message is lost: sent on the author's screen, therefore in the transcript. */
export const p1: Check = (history) =>
  of(history, 'sent')
    .filter(({ case: of, id }) => !transcript(history, of).some(({ messageId }) => messageId === id))
    .map(({ who, case: of, id }) => `${who} saw ${id} as sent, and it is not in the transcript of ${of}`)

/** No duplicate: at most one entry per case, author and message id, in the transcript and on every screen. */
export const p2: Check = (history) => {
  const { transcripts, screens } = history.outcome
  const kept = Object.entries(transcripts).flatMap(([id, lines]) =>
    duplicates(lines.flatMap(({ nick, messageId }) => (messageId ? [`${nick}: ${messageId}`] : []))).map(
      (twice) => `the transcript of ${id} has ${twice} more than once`,
    ),
  )
  const shown = screens.flatMap(({ who, case: of, lines }) =>
    duplicates(lines.map(({ nick, id }) => `${nick}: ${id}`)).map(
      (twice) => `the screen of ${who} has ${twice} more than once in ${of}`,
    ),
  )
  return [...kept, ...shown]
}

/** The transcript is the room's archive: everything heard is in it, with an id, in order, and nothing nobody said. */
export const p6: Check = (history) => [
  ...notKept(history),
  ...notTheArchive(history),
  ...inAnotherOrder(history),
  ...unsaid(history),
]

/** What was said twice, because nobody knew whether it had arrived, is kept once, under the first id. */
function notKept(history: History): string[] {
  const keys = new Map<string, ReadonlySet<string>>()
  const keysOf = (id: string): ReadonlySet<string> =>
    new Set(
      transcript(history, id).flatMap(({ archiveId, nick, messageId }) => [
        archiveId,
        `${nick} ${messageId}`,
      ]),
    )
  const has = (id: string, ...either: string[]): boolean => {
    const known = keys.get(id) ?? keysOf(id)
    keys.set(id, known)
    return either.some((key) => known.has(key))
  }
  return of(history, 'heard').flatMap(({ who, case: id, by, id: message, archiveId }) => {
    if (archiveId === undefined) return [`${who} heard ${message} of ${by} in ${id} without a stanza-id`]
    const isKept = has(id, archiveId, `${by} ${message}`)
    return isKept ? [] : [`${who} heard ${message} of ${by}, which ${id} does not have`]
  })
}

const notTheArchive = (history: History): string[] =>
  Object.entries(history.outcome.archives).flatMap(([id, archive]) => {
    const kept = transcript(history, id).map(({ archiveId }) => archiveId)
    const isWhole = archive.every((one, index) => kept[index] === one)
    return isWhole ? [] : [`the transcript of ${id} is not its archive`]
  })

const inAnotherOrder = (history: History): string[] =>
  history.outcome.screens.flatMap(({ who, case: id, lines }) => {
    const wrong = firstOutOfOrder(
      lines.flatMap(({ archiveId }) => archiveId ?? []),
      transcript(history, id).map(({ archiveId }) => archiveId),
    )
    return wrong ? [`${who} has ${wrong} of ${id} in another order than the transcript`] : []
  })

/** Whatever the transcript has was said in this case, and is filed under the side that said it. */
function unsaid(history: History): string[] {
  const said = new Map(of(history, 'said').map((fact) => [fact.id, fact]))
  return Object.entries(history.outcome.transcripts).flatMap(([id, lines]) =>
    lines.flatMap((line) => wrongIn(id, line, said.get(line.messageId ?? ''))),
  )
}

function wrongIn(id: string, line: FinalLine, said: FactOf<'said'> | undefined): string[] {
  if (line.who === 'desk') return said ? [`${id} has a line of ${said.who} as one of the desk`] : []
  if (!said) return [`${id} has a line of ${line.nick} that nobody has said`]
  if (said.case !== id) return [`${said.who} said ${said.id} in ${said.case}, and ${id} has it`]
  return line.who === undefined || line.who === said.by
    ? []
    : [`${id} has a line of ${said.who} as one of the ${line.who}`]
}
