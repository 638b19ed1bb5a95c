/** The presences a workgroup sends: its own, and those of XEP-0142 §3.2. */
import type { Element } from 'ltx'
import { presenceText } from '../../commands/offer-text.ts'
import { announcedSeconds } from '../../core/announced-wait.ts'
import { isOnline, seatsOf, shownAs, showOf, wholeLoadOf } from '../../core/staff.ts'
import type { BareJid, FullJid, Operator, Rules, Show } from '../../core/types.ts'
import { queueRows, type Summary, summary } from '../../core/views.ts'
import { buildWorkgroupNotice } from '../../protocol/parlor.ts'
import { presence, showAndStatus } from '../../protocol/stanza.ts'
import { MOST, weightOf } from '../../protocol/weight.ts'
import {
  buildAgentStatus,
  buildNotifyAgents,
  buildNotifyQueue,
  buildNotifyQueueDetails,
  type Dialect,
  type QueueNotice,
  type QueueRow,
} from '../../protocol/workgroup.ts'
import { lookUp } from '../case-view.ts'
import { capsOf } from '../identity.ts'
import { forOperatorWithin } from '../light.ts'
import { byHandNow } from '../opening-hours.ts'
import { callsIn } from '../room-ways.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type Pusher = Pick<Workgroup, 'actor' | 'cases' | 'clients' | 'jid' | 'office' | 'settings'>

/** More than a screen shows; the rest is a number. */
const DETAILS = 100

const now = ({ office }: Pusher) => office.clock.now()

export const summaryOf = (workgroup: Pusher): Summary => summary(workgroup.actor.state, now(workgroup))

/** How the workgroup looks from outside: the best of its operators; nobody on duty looks offline-ish (`xa`). */
export const showOfWorkgroup = ({ onDuty, bestShow, open }: Summary): Show =>
  open && onDuty > 0 ? bestShow : 'xa'

export const statusText = (workgroup: Pusher, { waiting, oldestJoinedAt: oldest }: Summary): string =>
  presenceText({ waiting, oldest }, now(workgroup))

/** The workgroup in somebody's roster (A1). */
export function rosterPush(workgroup: Pusher): (to: string, from?: FullJid) => Element {
  const content = [...face(workgroup), capsOf(workgroup)]
  return (to, from = workgroup.jid) => presence(undefined, to, from, undefined, ...content)
}

/** Every presence carries show and status: the last one is what a client displays. */
function face(workgroup: Pusher, overall: Summary = summaryOf(workgroup)): Element[] {
  return showAndStatus(showOfWorkgroup(overall), statusText(workgroup, overall))
}

/** How many requests a picture of the queue shows now. */
export const rowsShown = ({ actor }: Pusher): number => Math.min(DETAILS, actor.state.queue.size)

/** What is put together once, and goes to many. */
type Push<T> = (to: FullJid) => T

/** `notify-queue`, and `notify-queue-details` unless this client has `known` its rows (§ Queue Status Update Protocol). */
export function queuePushes(
  workgroup: Pusher,
  known: (to: FullJid, rows: Element) => boolean,
): Push<Element[]> {
  const overall = summaryOf(workgroup)
  const words = face(workgroup, overall)
  const notice: QueueNotice = {
    count: overall.waiting,
    oldest: overall.oldestJoinedAt,
    time: announcedSeconds(overall.expectedWaitMs),
    status: queueState(overall),
  }
  const payloads = new Map<Dialect, { readonly queue: Element; readonly details: Element }>()
  const payloadsIn = (dialect: Dialect) => {
    const built = payloads.get(dialect) ?? {
      queue: buildNotifyQueue(notice, dialect),
      details: details(workgroup, dialect),
    }
    payloads.set(dialect, built)
    return built
  }
  return (to) => {
    const { queue, details: picture } = payloadsIn(workgroup.clients.dialectOf(to))
    const news = known(to, picture) ? [queue] : [queue, picture]
    return news.map((payload) => presence(undefined, to, workgroup.jid, undefined, ...words, payload))
  }
}

const queueState = ({ open, onDuty, waiting, currentChats }: Summary): QueueNotice['status'] => {
  if (open && onDuty > 0) return 'open'
  return waiting > 0 || currentChats > 0 ? 'active' : 'closed'
}

/** Each row whole, or, where all together weigh too much, a fair share of each. */
function details(workgroup: Pusher, dialect: Dialect): Element {
  const whole = buildNotifyQueueDetails(rows(workgroup), dialect)
  if (weightOf(whole) <= MOST.listed) return whole
  return buildNotifyQueueDetails(rows(workgroup, shareOf(rowsShown(workgroup))), dialect)
}

/** Of each among so many; the same for a few more or less, so that what was cut can be kept. */
const shareOf = (count: number): number => MOST.listed / 2 ** Math.ceil(Math.log2(count))

function rows(workgroup: Pusher, most = Number.POSITIVE_INFINITY): QueueRow[] {
  return queueRows(workgroup.actor.state, now(workgroup), DETAILS).flatMap(
    ({ id, position, waitMs, case: one }) => {
      const live = lookUp(workgroup, id)
      if (!live) return []
      const row = { jid: one.visitor.jid, position, time: announcedSeconds(waitMs), joinedAt: one.joinedAt }
      return [{ ...row, case: forOperatorWithin(workgroup.office, live, most) }]
    },
  )
}

/** `notify-agents` (§ Workgroup Status Update Protocol). */
export function agentsPush(workgroup: Pusher): Push<Element> {
  const overall = summaryOf(workgroup)
  const { onDuty, currentChats, seats } = overall
  const words = face(workgroup, overall)
  const payload = buildNotifyAgents({ available: onDuty, currentChats, maxChats: seats })
  const more = noticeOf(workgroup, overall)
  return (to) => {
    const all = workgroup.clients.dialectOf(to) === 'standard' ? [payload, more] : [payload]
    return presence(undefined, to, workgroup.jid, undefined, ...words, ...all)
  }
}

const seconds = (ms: number): number => Math.round(ms / 1000)

/** Why it is closed, and what its operators should see as long. */
function noticeOf({ office, jid, settings }: Pusher, { open, onDuty }: Summary): Element {
  const hand = byHandNow({ office, jid })
  const until = hand?.until === undefined ? {} : { until: hand.until }
  const { waiting, waitingOverdue, answer, answerOverdue } = settings.attention
  const calls = callsIn(office.rooms, settings.calls)
  return buildWorkgroupNotice({
    ...(hand?.open && { openedBy: hand.by, ...until }),
    ...(hand && !hand.open
      ? { closed: 'paused', by: hand.by, ...until }
      : !open
        ? { closed: 'hours' }
        : onDuty === 0
          ? { closed: 'nobody' }
          : {}),
    waiting: [seconds(waiting), seconds(waitingOverdue)],
    answer: [seconds(answer), seconds(answerOverdue)],
    ...(calls !== 'off' && { calls, byRelay: settings.callsByRelay }),
  })
}

export interface Colleague {
  readonly jid: BareJid
  /** While neither of these is another one, there is nothing new to say. */
  readonly operator: Operator
  readonly rules: Rules
  readonly presence: Push<Element>
  /** The same for everybody: when they differ, there is something to say. */
  readonly words: () => string
}

/** From an address below the workgroup: a component cannot speak for another host (urn:parlor:1 §4). */
export function colleagues(workgroup: Pusher): Colleague[] {
  const { operators, rules } = workgroup.actor.state
  return [...operators.values()]
    .filter(({ jid }) => rules.operators.has(jid))
    .map((operator) => {
      let built: Push<Element> | undefined
      const presenceTo: Push<Element> = (to) => {
        built ??= colleague(workgroup, operator)
        return built(to)
      }
      const words = () => presenceTo('everybody').toString()
      return { jid: operator.jid, operator, rules, presence: presenceTo, words }
    })
}

function colleague(workgroup: Pusher, operator: Operator): Push<Element> {
  const payload = buildAgentStatus({
    jid: operator.jid,
    currentChats: wholeLoadOf(operator) - operator.offers.size,
    maxChats: seatsOf(workgroup.actor.state.rules, operator),
  })
  const type = isOnline(operator) ? undefined : ('unavailable' as const)
  const words = showAndStatus(shownAs(operator), statusOf(operator))
  return (to) => presence(type, to, `${workgroup.jid}/${operator.jid}`, undefined, ...words, payload)
}

/** What the best of their clients says. */
export const statusOf = (operator: Operator): string | undefined => {
  const show = showOf(operator)
  return [...operator.resources.values()].find((one) => one.show === show && one.status)?.status
}
