/** A supervisor's orders, as data: for which cases, what else has to be known, and how it is said. */
import type { App } from '../desk/app.ts'
import type { AskField, Choice } from '../desk/ask.ts'
import type { Lister } from '../desk/share.ts'
import { nameOf } from '../model/select.ts'
import type { BareJid, CaseId, Desk } from '../model/types.ts'
import { t } from '../words/index.ts'
import { colleagueChoices } from './share.ts'

export interface Place {
  readonly workgroup: BareJid
  readonly case: CaseId
}

/** From the value of a choice: the address, a space, the id. */
export function placeOf(value = ''): Place {
  const [workgroup = '', id = ''] = value.split(' ')
  return { workgroup, case: id }
}

export interface Order {
  readonly id: string
  readonly label: string
  readonly lead: string
  readonly done: string
  /** Said when there is no such case. */
  readonly none: string
  /** Whose list of cases it is; every one, if not told. */
  readonly lists?: Lister
  readonly isFor: (place: Place, desk: Desk) => boolean
  readonly fields?: (desk: Desk) => readonly AskField[]
  readonly run: (app: App, place: Place, values: Readonly<Record<string, string>>) => void
}

const isQueued = (place: Place, desk: Desk): boolean =>
  desk.queue.some((request) => request.case.id === place.case)
const isHere = (place: Place, desk: Desk): boolean =>
  [...desk.chats.values()].some((chat) => chat.case.id === place.case && chat.state !== 'ended')
const isElsewhere = (place: Place, desk: Desk): boolean => !isQueued(place, desk) && !isHere(place, desk)

const NO_CHATS = t('No colleague has a chat.')
const NOTHING = t('Nobody is waiting, and nobody is in a chat.')

const myself = ({ session }: Desk): readonly Choice[] =>
  session.is === 'signed-out'
    ? []
    : [{ value: session.jid.replace(/\/.*/, ''), label: t('{name} (you)', { name: nameOf(session.jid) }) }]

/** Any whole number would do; these have words. */
const LEVELS: readonly Choice[] = [
  { value: '20', label: t('Urgent') },
  { value: '10', label: t('High') },
  { value: '0', label: t('Normal') },
  { value: '-10', label: t('Low') },
]

/** The chat comes to the front as soon as its room opens. */
function enter(
  app: App,
  place: Place,
  word: 'join' | 'takeover',
  more: Readonly<Record<string, string>>,
): void {
  void app.shell?.share.enter(place.workgroup, word, { case: place.case, ...more })
  app.show('talk')
  app.focusMessage()
}

export const ORDERS: readonly Order[] = [
  {
    id: 'join',
    label: t('Join a chat'),
    lead: t('You come in at once, beside your colleague.'),
    done: t('Join'),
    none: NO_CHATS,
    isFor: isElsewhere,
    fields: () => [
      { name: 'silent', label: t('Silently: neither side sees you'), is: 'switch', optional: true },
    ],
    run: (app, place, { silent }) => enter(app, place, 'join', { silent: silent || 'false' }),
  },
  {
    id: 'takeover',
    label: t('Take a chat over'),
    lead: t('The chat is yours at once; your colleague is told.'),
    done: t('Take over'),
    none: NO_CHATS,
    isFor: isElsewhere,
    run: (app, place) => enter(app, place, 'takeover', {}),
  },
  {
    id: 'assign',
    label: t('Assign a case'),
    lead: t('It is given without asking.'),
    done: t('Assign'),
    none: NOTHING,
    isFor: () => true,
    fields: (desk) => [
      { name: 'to', label: t('To'), is: 'choice', options: [...colleagueChoices(desk), ...myself(desk)] },
    ],
    run: (app, { workgroup, case: id }, { to }) =>
      void app.shell?.share.order(workgroup, 'assign', { case: id, to }),
  },
  {
    id: 'priority',
    label: t('Set the priority'),
    lead: t('A higher one is served first.'),
    done: t('Set'),
    none: t('Nobody is waiting.'),
    // The workgroup knows who waits before its picture of the queue is here.
    lists: 'priority',
    isFor: () => true,
    fields: () => [{ name: 'priority', label: t('Priority'), is: 'choice', options: LEVELS, initial: '0' }],
    run: (app, { workgroup, case: id }, { priority }) =>
      void app.shell?.share.order(workgroup, 'priority', { case: id, priority }),
  },
  {
    id: 'end',
    label: t('End a request or a chat'),
    lead: t('The visitor is told that it is over.'),
    done: t('End it'),
    none: NOTHING,
    isFor: () => true,
    run: (app, { workgroup, case: id }) => void app.shell?.share.order(workgroup, 'close', { case: id }),
  },
]
