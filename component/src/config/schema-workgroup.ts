/** The settings of one workgroup: who answers, how they are chosen, when, and what happens if nobody does. */

import { z } from 'zod'
import { languageTag } from '../core/request.ts'
import type { Strategy } from '../core/types.ts'
import { parseHoliday, parseWeekly } from '../opening/parse.ts'
import { isTimeZone } from '../opening/wall-clock.ts'
import { isAddress } from '../protocol/mail-address.ts'
import { choice, count, duration, field, flag, list, matching, section, text } from './fields.ts'
import { form } from './schema-form.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

export const strategies = [
  'ring-all',
  'random',
  'round-robin',
  'least-busy',
  'longest-idle',
  'tiers',
  'skills',
  'language',
  'last-operator',
] as const satisfies readonly Strategy[]

export const remarks = ['correct', 'retract', 'reply', 'react'] as const

export const seats = (doc: string) => count(doc, [1, 100], { example: '2' })

/** Compared without regard to case. */
export const skills = (doc: string) =>
  list(
    doc,
    field({ doc: '', expected: 'a word' }, (value) =>
      typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : undefined,
    ),
    { example: '[billing, returns]' },
  )

export const languages = (doc: string) =>
  list(doc, field({ doc: '', expected: 'a language like de or de-AT' }, languageTag), {
    example: '[en, de]',
  })

const member = section('', {
  operator: text('One of the operators above. Nothing but the name alone will do, too: [anna, ben].', {
    example: 'anna',
  }),
  tier: count('For the strategy tiers: 1 is asked before 2.', [1, 9]).prefault(1),
  seats: seats('Chats at once in this workgroup.').exactOptional(),
  skills: skills('Instead of those said above.').exactOptional(),
  languages: languages('Instead of those said above.').exactOptional(),
})

/** Where a value comes from; `cross-check.ts` sees to it that there is one of them. */
const fieldName = text('A field of the form.', { example: 'topic' }).exactOptional()
const parameterName = text('Or a parameter handed over by the site.', { example: 'plan' }).exactOptional()
const claimed = flag("Believe the parameter also when the site's server has not signed it.").prefault(false)

const priority = section('', {
  field: fieldName,
  parameter: parameterName,
  is: text('What its value must be, in any case.', { example: 'gold' }),
  priority: count('How much sooner such a request is served; others have 0.', [-100, 100], { example: '10' }),
  claimed,
})

const needs = section('What a request needs of its operator, for the strategies skills and language.', {
  skill: section('The skill: field or parameter says which.', {
    field: fieldName,
    parameter: parameterName,
  }).exactOptional(),
  language: section('The language: field, parameter or browser say which.', {
    field: fieldName,
    parameter: parameterName,
    browser: flag("Where they say nothing: the language of the visitor's browser.").prefault(true),
  }).exactOptional(),
})

const hours = section('When it is open; always, without this.', {
  timeZone: field(
    { doc: 'By whose clock.', expected: 'a time zone like Europe/Berlin', example: 'Europe/Berlin' },
    (value) => (typeof value === 'string' && isTimeZone(value) ? value : undefined),
  ),
  weekly: list(
    'Days and times; over midnight is fine (Fr 22:00-06:00).',
    field({ doc: '', expected: 'a line like Mo-Fr 09:00-17:00' }, parseWeekly),
    { example: "['Mo-Fr 09:00-12:00, 13:00-17:00', 'Sa 10:00-14:00']" },
  ).min(1),
  holidays: list(
    'Dates on which it is closed, or has other times.',
    field({ doc: '', expected: 'a date like 2026-12-25, or 2026-12-24 09:00-12:00' }, parseHoliday),
    { example: "['2026-12-25', '2026-12-24 09:00-12:00']" },
  ).exactOptional(),
})

const idle = section('A chat in which nobody writes ends by itself. On hold it does not.', {
  after: duration('After so long; 0 s: never.', [0, 24 * hour]).prefault('10 min'),
  warning: duration('So long before, both sides are told.', [second, hour]).prefault('2 min'),
})

const attention = section('From when on a wait is shown as long at the desk, and calls for supervisors.', {
  waiting: duration('A visitor who waits is late: amber.', [second, 24 * hour]).prefault('1 min'),
  waitingOverdue: duration('... and overdue: red.', [second, 24 * hour]).prefault('3 min'),
  answer: duration('A visitor whose last word has no answer is late.', [second, 24 * hour]).prefault('1 min'),
  answerOverdue: duration('... and overdue.', [second, 24 * hour]).prefault('3 min'),
})

const keep = section(
  'How long it is kept once a case is over; 0 s: for ever. What happened and when stays for the figures, without the person.',
  {
    transcripts: duration('What was said.', [0, 3650 * 24 * hour]).prefault('0 s'),
    details: duration('Who it was: name, form, parameters, notes, tags, left messages.', [
      0,
      3650 * 24 * hour,
    ]).prefault('0 s'),
  },
)

const uploads = section('Files and pictures that visitors may send in a chat; operators always may.', {
  types: list(
    'Their types; without any visitors send none. With audio/* they may speak a message.',
    matching('', /^[a-z]+\/(\*|[a-z0-9.+-]{1,100})$/, 'a type like image/* or application/pdf'),
    { example: '[image/*, application/pdf]' },
  ).prefault([]),
  megabytes: count(
    'Largest file; the server has a limit of its own (PARLOR_UPLOAD_MEGABYTES).',
    [1, 1_000],
  ).prefault(10),
})

/** Names of workgroups are resolved later. */
export type OtherwiseSetting =
  | 'message'
  | 'callback'
  | 'wait'
  | { readonly workgroup: string }
  | { readonly redirect: string }

const otherwiseFor = (doc: string, mayWait: boolean) => {
  const words = mayWait ? 'message, callback, wait' : 'message, callback'
  const expected = `${words}, { workgroup: name } or { redirect: https://... }`
  return field({ doc, expected }, (value): OtherwiseSetting | undefined => {
    if (value === 'message' || value === 'callback' || (value === 'wait' && mayWait)) return value
    const [[key, to] = [], ...rest] = Object.entries(typeof value === 'object' && value !== null ? value : {})
    if (rest.length > 0 || typeof to !== 'string') return undefined
    if (key === 'workgroup') return { workgroup: to }
    return key === 'redirect' && /^https?:\/\//.test(to) && URL.canParse(to) ? { redirect: to } : undefined
  }).prefault('message')
}

const otherwise = section(
  'What a visitor meets who cannot be served: message (they may leave one), callback (the same, with the telephone number ' +
    'to call them back), { workgroup: sales } (they are asked there), { redirect: https://... } (they are shown that page), or wait.',
  {
    nobody: otherwiseFor('No operator is on duty. With wait they wait for one.', true),
    closed: otherwiseFor('It is closed: outside its hours, or paused by a supervisor.', false),
    full: otherwiseFor('Too many wait already.', false),
    waited: otherwiseFor('They have waited for maxWait. With wait they go on waiting.', true),
    declined: otherwiseFor(
      'Everybody has refused, time and again. With wait they are asked again without end.',
      true,
    ),
  },
)

export const workgroup = section('', {
  name: text('What visitors see.', { example: 'Support' }),
  description: text('One line about it.', { example: 'Help with orders and accounts' }).exactOptional(),
  operators: list(
    'Who answers.',
    z.preprocess((value) => (typeof value === 'string' ? { operator: value } : value), member),
  ).min(1),
  seats: seats('Chats at once for one operator.').prefault(4),
  routing: list(
    'How an operator is chosen, in this order; each decides what the one before left open. tiers, skills, language and ' +
      'last-operator (who served this visitor last time) leave only those who fit, or everybody when none does. ' +
      'ring-all offers to all that are left, and the first to answer has it; random, round-robin, least-busy (fewest ' +
      'chats, then longest idle) and longest-idle offer to one.',
    choice('', strategies),
  )
    .min(1)
    .prefault(['ring-all']),
  priorities: list('Who is served before others: the highest of those that fit counts.', priority).prefault(
    [],
  ),
  needs: needs.exactOptional(),
  ringFor: duration('How long one offer rings.', [second, hour]).prefault('30 s'),
  missedOffers: count(
    'Who lets so many offers in a row ring out goes off duty until they say "on"; with 0 nobody does.',
    [0, 100],
  ).prefault(2),
  offerAway: flag('Offer to operators who are away when nobody better is there.').prefault(false),
  maxQueue: count('Requests that wait at once; one more is refused.', [0, 100_000]).prefault(200),
  maxWait: duration('After this a request ends unanswered; what rings just then may ring out.', [
    second,
    24 * hour,
  ]).prefault('30 min'),
  attention: attention.prefault({}),
  rating: choice('How visitors rate a chat when it is over, with a comment.', [
    'stars',
    'smileys',
    'off',
  ]).prefault('stars'),
  calls: choice(
    'Calls in a chat, browser to browser: sound, camera, and the visitor’s screen. The operator asks, or either side does; the other one says yes or no.',
    ['off', 'operator', 'either'],
  ).prefault('off'),
  callsByRelay: flag(
    'Calls go by the TURN server only, so that visitor and operator never see each other’s address; without one there are none.',
  ).prefault(false),
  remarks: list(
    'What the widget lets visitors do with messages: correct and retract their own, reply and react.',
    choice('', remarks),
  ).prefault([...remarks]),
  uploads: uploads.prefault({}),
  idle: idle.prefault({}),
  keep: keep.prefault({}),
  hours: hours.exactOptional(),
  afterHours: choice('When it closes, those who wait are still served (finish) or sent home (end).', [
    'finish',
    'end',
  ]).prefault('finish'),
  otherwise: otherwise.prefault({}),
  mail: field(
    {
      doc: 'Messages that visitors leave are sent here, too; needs smtp.',
      expected: 'an address like support@example.com',
      example: 'support@example.com',
    },
    (value) => (typeof value === 'string' && isAddress(value.trim()) ? value.trim() : undefined),
  ).exactOptional(),
  notices: list(
    'Notices that are always shown ("We are closed in August."); supervisors add and remove others at run time.',
    text('', { expected: 'a text' }),
  ).prefault([]),
  visitorGrace: duration('How long a visitor whose connection is lost keeps their place or chat.', [
    second,
    24 * hour,
  ]).prefault('2 min'),
  operatorGrace: duration(
    'How long a chat waits for an operator whose connection is lost before it is offered again, at the front.',
    [second, hour],
  ).prefault('60 s'),
  leaveGrace: duration('An operator who leaves the room has this long to come back; then the chat ends.', [
    0,
    hour,
  ]).prefault('15 s'),
  askAgainAfter: duration('When everybody has refused, they are asked again after this.', [
    second,
    hour,
  ]).prefault('60 s'),
  askAgainAtMost: count('How often, before the request ends unanswered.', [0, 1_000]).prefault(5),
  ...form,
})
