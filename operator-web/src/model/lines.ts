/** The lines of one conversation: each message once, in the order of the room. */
import type { ArchiveRow, Noticed, Said } from './facts.ts'
import type { Delivery, Instant, Line, SystemWord } from './types.ts'

type SaidLine = Extract<Line, { is: 'said' }>

/** The same author's same id is the same message, however often and on whatever way it comes (P2). */
export const keyOf = (nick: string, id: string): string => `${nick}/${id}`

const keyOfSaid = (said: Said, now: Instant) =>
  keyOf(said.nick, said.id ?? said.stanzaId ?? `${said.body}@${now}`)

/** From the end: what is looked for is nearly always there. */
const findKey = (lines: readonly Line[], key: string) => lines.findLastIndex((line) => line.key === key)

export interface Added {
  readonly lines: readonly Line[]
  /** False when the line was there before. */
  readonly isNew: boolean
  /** The index it had, and the one it has among the others now; absent when it was not there or nothing changed. */
  readonly moved?: { readonly from: number; readonly to: number }
}

/** Own lines in the outbox are newer than whatever the room says. */
export const outboxAt = (lines: readonly Line[]): number =>
  lines.findLastIndex((line) => line.is === 'system' || line.delivery !== 'sending') + 1

/** The room has said it, so its place among such lines is the room's. */
const isOfRoom = (line: Line): boolean =>
  line.is === 'said'
    ? line.delivery === 'sent' || line.delivery === 'unsaved'
    : line.key.startsWith('notice/')

/**
 * A message from the room or its archive: what lies before `index` is known to lie before it, what lies behind it, behind.
 * Without an index it is the newest.
 */
export function addSaid(
  lines: readonly Line[],
  said: Said,
  mine: boolean,
  now: Instant,
  index?: number,
): Added {
  const key = keyOfSaid(said, now)
  const delivery: Delivery = said.stanzaId ? 'sent' : 'unsaved'
  const at = findKey(lines, key)
  const known = lines[at]
  if (known?.is === 'said') return confirm(lines, at, known, { said, delivery, index })
  if (known) return { lines, isNew: false }
  const line = lineOf(said, mine, now)
  return { lines: lines.toSpliced(index ?? outboxAt(lines), 0, line), isNew: true }
}

function lineOf(said: Said, mine: boolean, now: Instant): SaidLine {
  const key = keyOfSaid(said, now)
  return {
    is: 'said',
    key,
    id: said.id ?? key,
    mine,
    nick: said.nick,
    body: said.body,
    at: said.at ?? now,
    delivery: said.stanzaId ? 'sent' : 'unsaved',
    ...(said.stanzaId && { stanzaId: said.stanzaId }),
    ...(said.reply && { reply: said.reply }),
    ...(said.file && { file: said.file }),
  }
}

/** Rows of the archive that lie before all that is known here; what is known already stays where it is. */
export function addEarlier(
  lines: readonly Line[],
  rows: readonly Exclude<ArchiveRow, { amend: unknown }>[],
  nick: string,
  now: Instant,
): { readonly lines: readonly Line[]; readonly added: number } {
  const known = new Set(lines.map(({ key }) => key))
  const found = rows
    .map((row) => ('said' in row ? lineOf(row.said, row.said.nick === nick, now) : noticeOf(row.notice, now)))
    .filter(({ key }) => !known.has(key) && known.add(key))
  return { lines: [...found, ...lines], added: found.length }
}

const noticeOf = ({ what, key, at, who }: Noticed, now: Instant): Line => ({
  ...{ is: 'system', key: `notice/${key}`, what, at: at ?? now },
  ...(who && { who }),
})

interface Told {
  readonly said: Said
  readonly delivery: Delivery
  readonly index: number | undefined
}

/**
 * The room has it: what was being sent is sent, and takes the place the room gave it. A second copy says nothing new,
 * unless the archive, where a gap is filled, says that it came earlier.
 */
function confirm(
  lines: readonly Line[],
  from: number,
  line: SaidLine,
  { said, delivery, index }: Told,
): Added {
  const isPlaced = line.stanzaId !== undefined
  if (isPlaced && (index === undefined || from < index)) return { lines, isNew: false }
  const sent = { ...line, delivery, ...(said.stanzaId && { stanzaId: said.stanzaId }) }
  const now = isPlaced ? line : said.at === undefined ? sent : { ...sent, at: said.at }
  const others = lines.toSpliced(from, 1)
  const newest = Math.max(from, others.findLastIndex(isOfRoom) + 1)
  const to = index === undefined ? newest : from < index ? index - 1 : index
  return { lines: others.toSpliced(to, 0, now), isNew: false, moved: { from, to } }
}

export function addOwn(
  lines: readonly Line[],
  nick: string,
  { id, body, reply, file }: Pick<SaidLine, 'id' | 'body' | 'reply' | 'file'>,
  now: Instant,
) {
  const line: SaidLine = {
    ...{ is: 'said', key: keyOf(nick, id), id, mine: true, nick, body, at: now, delivery: 'sending' },
    ...(reply && { reply }),
    ...(file && { file }),
  }
  return [...lines, line]
}

function change(lines: readonly Line[], id: string, how: (line: SaidLine) => SaidLine): readonly Line[] {
  const index = lines.findLastIndex((line) => line.is === 'said' && line.mine && line.id === id)
  const line = lines[index]
  return line?.is !== 'said' || line.delivery === 'sent' ? lines : lines.with(index, how(line))
}

export const setFailed = (lines: readonly Line[], id: string, why: string): readonly Line[] =>
  change(lines, id, (line) => ({ ...line, delivery: 'failed', why }))

/** It goes out again. What was delivered but not recorded does so once. */
export const setSending = (lines: readonly Line[], id: string): readonly Line[] =>
  change(lines, id, ({ why: _, ...line }) => {
    if (line.delivery === 'unsaved' && line.repeated) return line
    return { ...line, delivery: 'sending', ...(line.delivery === 'unsaved' && { repeated: true as const }) }
  })

export function addSystem(
  lines: readonly Line[],
  what: SystemWord,
  key: string,
  at: Instant,
  { index, who }: { readonly index?: number | undefined; readonly who?: string | undefined } = {},
): Added {
  if (findKey(lines, key) >= 0) return { lines, isNew: false }
  const line: Line = { is: 'system', key, what, at, ...(who && { who }) }
  return { lines: lines.toSpliced(index ?? lines.length, 0, line), isNew: true }
}

export function addNotice(lines: readonly Line[], notice: Noticed, now: Instant, index?: number): Added {
  if (notice.what === 'visitor-back' && !wasMissed(lines.slice(0, index))) return { lines, isNew: false }
  const key = `notice/${notice.key}`
  return addSystem(lines, notice.what, key, notice.at ?? now, { index, who: notice.who })
}

const OF_VISITOR: readonly SystemWord[] = ['visitor-entered', 'visitor-lost', 'visitor-back']

/** Somebody is back who was away, as far as these lines know: after "is here" or "is back" nobody is back once more. */
function wasMissed(lines: readonly Line[]): boolean {
  const last = lines.findLast((line) => line.is === 'system' && OF_VISITOR.includes(line.what))
  return last?.is !== 'system' || last.what === 'visitor-lost'
}

/** Where a conversation was found, or has been lost before, that its visitor is here is no news. */
export const hasBegun = (lines: readonly Line[]): boolean =>
  lines.some((line) =>
    line.is === 'said' ? !line.mine : line.what === 'visitor-lost' || line.what === 'visitor-back',
  )

/** Own messages the room has not reflected yet, oldest first. */
export const outbox = (lines: readonly Line[]): readonly SaidLine[] =>
  lines.filter((line): line is SaidLine => line.is === 'said' && line.mine && line.delivery === 'sending')

/** The last thing a person said, for the list of chats. */
export const lastSaid = (lines: readonly Line[]): SaidLine | undefined =>
  lines.findLast((line): line is SaidLine => line.is === 'said')
