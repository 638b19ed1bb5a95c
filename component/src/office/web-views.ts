/** What the web server may know of the workgroups: from memory, at once. */

import { announcedSeconds } from '../core/announced-wait.ts'
import { better, shownAs } from '../core/staff.ts'
import type { BareJid, Show, State } from '../core/types.ts'
import { wouldRing } from '../core/views.ts'
import { impasses, reasonNotToWait } from '../core/visitors.ts'
import type { Availability, Health, Metric, Workgroups } from '../http/types.ts'
import { showOfWorkgroup, statusText, summaryOf } from '../workgroup/notify/pushes.ts'
import type { Office } from '../workgroup/office.ts'
import { callsIn } from '../workgroup/room-ways.ts'
import { shownNotices } from '../workgroup/store-cache.ts'
import { mailTranscript, rate } from '../workgroup/visitors/farewell.ts'
import { leaveMessage } from '../workgroup/visitors/left-messages.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'

export const webViews = (office: Office): Workgroups => ({
  availability(jid) {
    const workgroup = office.workgroups.get(jid)
    return workgroup && availabilityOf(workgroup)
  },
  operator: (jid) => operatorOf(office, jid),
  leaveMessage: (input) => leaveMessage(office, input),
  rate: (token, said) => rate(office, token, said),
  mailTranscript: (token, mail) => mailTranscript(office, token, mail),
  faq: (jid) => office.cache.faq.get(jid) ?? [],
  siteVisitors: office.siteVisitors,
  sawPage: (site, origin, allowed) =>
    office.seenPages.note(site, { origin, allowed, at: office.clock.now() }),
  metrics: () => metricsOf(office),
  histograms: () => [office.counters.wait, office.counters.firstResponse],
  health: () => healthOf(office),
})

function availabilityOf(workgroup: Workgroup): Availability {
  const overall = summaryOf(workgroup)
  const { state } = workgroup.actor
  const why = whyNot(state)
  const wait = announcedSeconds(overall.expectedWaitMs)
  return {
    open: why === undefined && workgroup.office.stream.online,
    show: overall.onDuty > 0 ? showOfWorkgroup(overall) : 'offline',
    free: wouldRing(state),
    face: overall.bestShow,
    statusText: statusText(workgroup, overall),
    waiting: overall.waiting,
    ...(wait !== undefined && { expectedWaitSeconds: wait }),
    ...(why && { why }),
    calls: callsIn(workgroup.office.rooms, workgroup.settings.calls),
    notices: shownNotices(workgroup.office.cache, workgroup.jid, workgroup.office.clock.now()).map(
      ({ text }) => text,
    ),
  }
}

/** As a request would be refused now. */
function whyNot(state: State): Availability['why'] {
  const fault = reasonNotToWait(state)
  return fault && impasses[fault]
}

/** The best presence in any workgroup; dnd in one is dnd in all, since presence is the person's. */
function operatorOf({ workgroups, config }: Office, jid: BareJid): { readonly show: Show } | undefined {
  if (!config.operators.has(jid)) return undefined
  const shows = [...workgroups.values()].flatMap(({ actor }) => {
    const known = actor.state.rules.operators.has(jid) && actor.state.operators.get(jid)
    return known ? [shownAs(known)] : []
  })
  return shows.length === 0 ? undefined : { show: shows.reduce(better) }
}

/** Well is who can begin a conversation: that takes the server, and a store that can be written. */
function healthOf({ stream, workgroups }: Office): Health {
  const isStuck = [...workgroups.values()].some(({ actor }) => actor.isStuck)
  return {
    ok: stream.online && !isStuck,
    parts: {
      stream: stream.online ? 'ok' : 'not connected to the XMPP server',
      store: isStuck ? 'cannot be written' : 'ok',
    },
  }
}

function metricsOf(office: Office): Metric[] {
  const { counters } = office
  const workgroups = [...office.workgroups.values()]
  const perWorkgroup = (name: string, help: string, value: (one: Workgroup) => number): Metric => ({
    name,
    type: 'gauge',
    help,
    samples: workgroups.map((one) => ({ labels: { workgroup: one.settings.id }, value: value(one) })),
  })
  const counter = (name: string, help: string, value: number): Metric => ({
    name,
    type: 'counter',
    help,
    samples: [{ value }],
  })
  const gauge = (name: string, help: string, value: number): Metric => ({
    ...{ name, type: 'gauge', help },
    samples: [{ value }],
  })
  return [
    perWorkgroup('parlor_waiting', 'Visitors in the queue.', (one) => one.actor.state.queue.size),
    perWorkgroup('parlor_chats', 'Chats that are open.', (one) => summaryOf(one).currentChats),
    perWorkgroup('parlor_on_duty', 'Operators on duty.', (one) => summaryOf(one).onDuty),
    counter(
      'parlor_unarchived_messages',
      'Live messages that the room did not archive.',
      counters.unarchived,
    ),
    counter('parlor_rooms_failed', 'Rooms that could not be opened.', counters.roomsFailed),
    counter('parlor_transcripts_lost', 'Transcripts whose archive was gone.', counters.transcriptsLost),
    counter('parlor_cases_cut', 'Cases too large to be sent to operators whole.', counters.casesCut),
    gauge(
      'parlor_webhooks_waiting',
      'Messages to other systems that wait.',
      office.delivery.counts().waiting,
    ),
    gauge(
      'parlor_webhooks_failed',
      'Messages to other systems that were given up.',
      office.delivery.counts().failed,
    ),
    {
      ...{
        name: 'parlor_pushes',
        type: 'counter',
        help: 'Devices rung while the desk is closed, by what came of it.',
      },
      samples: Object.entries(office.pushing.counts()).map(([result, value]) => ({
        labels: { result },
        value,
      })),
    },
    counter('parlor_stanzas_unsent', 'Stanzas that could not be sent: a fault.', office.stream.unsent),
  ]
}
