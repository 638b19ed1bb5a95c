/**
 * A person with an XMPP account writes to the workgroup (A5): asked to confirm that they want to talk, then for
 * what the details form needs, field by field, and in the end put in the queue; or, where nobody can answer now, asked for
 * a message. Clients that know XEP-0142 send `join-queue` instead and never come here.
 *
 * Pure: the shell keeps one `Talk` for each full JID, calls `hear` for each message, sends what is said, and does what is
 * to be done. Nothing happens without the word for it, so that a machine that answers everything stays outside.
 */
import type { Duration, Instant } from '../core/types.ts'
import { PHONE, phoneFault } from '../mail/callback.ts'
import { cleanText, shorten } from '../protocol/clean.ts'
import type { Field, Submit } from '../protocol/forms.ts'
import type { Response } from '../protocol/quick-response.ts'
import { type Asked, asQuestion, readAnswer } from './visitor-question.ts'

type Values = ReadonlyMap<string, readonly string[]>

interface Asking {
  readonly is: 'asking'
  readonly purpose: 'chat' | 'message'
  /** What is answered so far. */
  readonly values: Values
  readonly at: Instant
  /** Answers in a row that did not fit. */
  readonly wrong: number
  /** They want to be called back. */
  readonly phone?: true
}

export type Talk =
  /** They know what to write; `first` is what they wrote before they knew. */
  { readonly is: 'greeted'; readonly first: string; readonly at: Instant } | Asking

/** Where they are in this workgroup. */
export type Standing =
  | { readonly is: 'outside' }
  /** From 0; the wait in seconds. */
  | { readonly is: 'waiting'; readonly position?: number | undefined; readonly time?: number | undefined }
  | { readonly is: 'in-chat' }

export interface Heard {
  readonly words: string
  readonly now: Instant
  /** The workgroup's name. */
  readonly workgroup: string
  /** Of the details form. */
  readonly fields: readonly Field[]
  readonly standing: Standing
  /** Set while no request would be taken: why, in a sentence, and what there is instead. A message may be left always. */
  readonly closed?: { readonly why: string; readonly instead: Instead } | undefined
}

/** What somebody may do whom nobody can serve; a workgroup by address and name. */
export type Instead =
  | 'message'
  | 'callback'
  | { readonly workgroup: string; readonly name: string }
  | { readonly redirect: string }

export interface Reply {
  /** To be kept until the next message; `undefined`: forget it. */
  readonly talk: Talk | undefined
  readonly say?: string
  readonly responses?: readonly Response[]
  readonly do?:
    | { readonly join: Submit }
    | { readonly leaveMessage: Submit; readonly text: string }
    /** Out of the queue or the chat. */
    | 'depart'
    /** Once more into the room of the chat. */
    | 'invite'
}

/** Who answers nothing for so long begins again. */
const FORGOTTEN_AFTER: Duration = 10 * 60_000
/** To words that are none of ours, one answer in this time. */
const POLITE_EVERY: Duration = 30_000
const MOST_WRONG = 5
const LONGEST_MESSAGE = 4000
/** The name under which the message itself is kept while it is asked for; no field can be called so. */
const MESSAGE = ' message'

const WORDS = {
  chat: ['chat'],
  yes: ['yes'],
  message: ['message', 'leave a message', 'leave message'],
  stop: ['stop', 'cancel', 'leave'],
} as const satisfies Record<string, readonly string[]>

const means = (words: string, meaning: keyof typeof WORDS): boolean => {
  const word = words
    .trim()
    .toLowerCase()
    .replace(/[.!"]+$/, '')
    .replace(/^["/]/, '')
    .replace(/\s+/g, ' ')
  return (WORDS[meaning] as readonly string[]).includes(word)
}

const CHAT: Response = { value: 'chat', label: 'Talk to a person' }
const LEAVE_MESSAGE: Response = { value: 'message', label: 'Leave a message' }
const STOP: Response = { value: 'stop', label: 'Stop' }

/** One message of theirs; `talk` is what the one before left. */
export function hear(talk: Talk | undefined, heard: Heard): Reply {
  if (heard.words.trim() === '') return { talk }
  if (heard.standing.is !== 'outside') return inside(talk, heard)
  if (talk?.is === 'asking' && heard.now - talk.at < FORGOTTEN_AFTER) return answered(talk, heard)
  const agrees = means(heard.words, 'chat') || (talk?.is === 'greeted' && means(heard.words, 'yes'))
  if (agrees && !heard.closed) return begin('chat', talk, heard)
  if (means(heard.words, 'message') && heard.closed) return begin('message', talk, heard)
  return greet(talk, heard)
}

/** They wait, or are in the chat: the workgroup is not whom they want to talk to. */
function inside(talk: Talk | undefined, heard: Heard): Reply {
  if (means(heard.words, 'stop')) return { talk: undefined, do: 'depart' }
  const told = { is: 'greeted', first: '', at: heard.now } as const
  if (isTooSoon(talk, heard)) return { talk }
  return heard.standing.is === 'waiting'
    ? { talk: told, say: `${placeText(heard.standing)} ${LEAVING}`, responses: [STOP] }
    : { talk: told, say: IN_CHAT, do: 'invite' }
}

const IN_CHAT =
  'Your chat is open in its own room, to which you are invited; what you write here is read by nobody. Write "stop" to end it.'

const LEAVING = 'As soon as it is your turn, you are invited to a room. Write "stop" to leave.'

/** `You are number 3, about 2 minutes to wait.` */
export function placeText({
  position,
  time,
}: {
  readonly position?: number | undefined
  readonly time?: number | undefined
}): string {
  const place =
    position === undefined
      ? 'You are waiting'
      : position === 0
        ? 'You are next'
        : `You are number ${position + 1}`
  if (time === undefined) return `${place}.`
  const minutes = Math.max(1, Math.round(time / 60))
  return `${place}, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} to wait.`
}

/** What is said when `join` went well. */
export const joinedText = (number: number, standing: Parameters<typeof placeText>[0]): string =>
  `Thank you. Your case is number ${number}. ${placeText(standing)} ${LEAVING}`

/** What is said when `leaveMessage` went well. */
export const messageLeftText = (number: number): string =>
  `Thank you, we have your message: case ${number}. We will answer.`

/** Whoever answers by machine gets no second answer at once. */
const isTooSoon = (talk: Talk | undefined, { now }: Heard): boolean =>
  talk?.is === 'greeted' && now - talk.at < POLITE_EVERY

function greet(talk: Talk | undefined, heard: Heard): Reply {
  const { workgroup, closed, words, now } = heard
  // No machine says one of these by itself: whoever does hears why it cannot be, each time.
  const isWord = means(words, 'chat') || means(words, 'message') || means(words, 'stop')
  if (!isWord && isTooSoon(talk, heard)) return { talk }
  const known = talk?.is === 'greeted' && talk.first !== ''
  const first = known ? talk.first : isWord ? '' : shorten(cleanText(words), LONGEST_MESSAGE)
  const greeted = { is: 'greeted', first, at: now } as const
  if (!closed)
    return {
      talk: greeted,
      say: `This is ${workgroup}. To talk to a person, write "chat".`,
      responses: [CHAT],
    }
  return {
    talk: greeted,
    say: `This is ${workgroup}. ${closed.why} ${insteadText(closed.instead)}`,
    responses: [LEAVE_MESSAGE],
  }
}

/** Addresses stand alone, so that a client makes links of them. */
export function insteadText(instead: Instead): string {
  if (instead === 'message') return 'To leave a message, write "message".'
  if (instead === 'callback') return 'To leave your telephone number and be called back, write "message".'
  const other =
    'workgroup' in instead
      ? `Please write to ${instead.name}:\n${instead.workgroup}`
      : `Please look here:\n${instead.redirect}`
  return `${other}\nOr leave a message: write "message".`
}

/** What they wrote first is not asked for again: it is the message, or what it is about, if the form has a place for it. */
function begin(purpose: Asking['purpose'], talk: Talk | undefined, heard: Heard): Reply {
  const first = talk?.is === 'greeted' ? talk.first : ''
  const place = purpose === 'message' ? MESSAGE : heard.fields.find(isPlaceForWords)?.name
  const values: Values = new Map(place !== undefined && first !== '' ? [[place, [first]]] : [])
  const phone = purpose === 'message' && heard.closed?.instead === 'callback'
  const asking: Asking = { is: 'asking', purpose, values, at: heard.now, wrong: 0, ...(phone && { phone }) }
  return next(asking, heard, 'To stop, write "stop".')
}

const isPlaceForWords = ({ type, required }: Field): boolean => type === 'text-multi' && !required

/** Only what must be known is asked. */
const needed = ({ required, type }: Field): boolean =>
  required === true && type !== 'fixed' && type !== 'hidden'

const MESSAGE_FIELD: Field = {
  name: MESSAGE,
  label: 'What is your message?',
  type: 'text-multi',
  required: true,
  maxLength: LONGEST_MESSAGE,
}

const PHONE_FIELD: Field = { ...PHONE, required: true }

/** The first that is not answered yet. */
function unanswered({ purpose, values, phone }: Asking, fields: readonly Field[]): Field | undefined {
  const asked = fields.filter((field) => needed(field) && field.name !== PHONE.name)
  const all = [
    ...(phone ? asked : fields.filter(needed)),
    ...(phone ? [PHONE_FIELD] : []),
    ...(purpose === 'message' ? [MESSAGE_FIELD] : []),
  ]
  return all.find(({ name }) => !values.has(name))
}

function next(asking: Asking, heard: Heard, before?: string): Reply {
  const field = unanswered(asking, heard.fields)
  if (field) return asks(asking, asQuestion(field), before)
  const values = new Map([...asking.values].filter(([name]) => name !== MESSAGE))
  const form: Submit = { type: 'submit', values }
  const text = asking.values.get(MESSAGE)?.[0] ?? ''
  return {
    talk: undefined,
    do: asking.purpose === 'chat' ? { join: form } : { leaveMessage: form, text },
  }
}

const asks = (talk: Asking, { text, responses }: Asked, before?: string): Reply => ({
  talk,
  say: before ? `${before}\n${text}` : text,
  responses,
})

/** An answer to the question that is open; the form may have changed since it was asked. */
function answered(asking: Asking, heard: Heard): Reply {
  const field = unanswered(asking, heard.fields)
  if (!field) return next(asking, heard)
  if (means(heard.words, 'stop')) return stopped()
  const answer = readAnswer(field, heard.words)
  const noPhone = field === PHONE_FIELD && 'values' in answer ? phoneFault(answer.values[0]) : undefined
  if (noPhone) return wrong(asking, heard, noPhone.text, field)
  if ('complaint' in answer) return wrong(asking, heard, answer.complaint, field)
  const values = new Map([...asking.values, [field.name, answer.values] as const])
  return next({ ...asking, values, at: heard.now, wrong: 0 }, heard)
}

function wrong(asking: Asking, { now }: Heard, complaint: string, field: Field): Reply {
  if (asking.wrong + 1 >= MOST_WRONG) return stopped()
  return asks({ ...asking, at: now, wrong: asking.wrong + 1 }, asQuestion(field), complaint)
}

const stopped = (): Reply => ({ talk: undefined, say: 'Stopped. Nothing was sent.' })
