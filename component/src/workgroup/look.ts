/** What the web server may know of the workgroups: from memory, at once. */
import type { Availability, Health, Metric, Workgroups } from '../http/types.ts'
import type { Office } from './office.ts'
import { showOfWorkgroup, statusText, summaryOf } from './pushes.ts'
import type { Workgroup } from './workgroup.ts'

export const forTheWeb = (office: Office): Workgroups => ({
  availability(jid) {
    const workgroup = office.workgroups.get(jid)
    return workgroup && availabilityOf(workgroup)
  },
  metrics: () => metricsOf(office),
  health: () => healthOf(office),
})

function availabilityOf(workgroup: Workgroup): Availability {
  const overall = summaryOf(workgroup)
  const { rules } = workgroup.actor.state
  const somebody = overall.onDuty > 0 || rules.whenNobody === 'wait'
  return {
    open: overall.open && somebody && overall.waiting < rules.maxQueue && workgroup.office.stream.online,
    show: overall.onDuty > 0 ? showOfWorkgroup(overall) : 'offline',
    statusText: statusText(workgroup, overall),
    waiting: overall.waiting,
    ...(overall.expectedWaitMs !== undefined && {
      expectedWaitSeconds: Math.round(overall.expectedWaitMs / 1000),
    }),
  }
}

function healthOf({ stream }: Office): Health {
  return { ok: stream.online, parts: { stream: stream.online ? 'ok' : 'not connected to the XMPP server' } }
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
  ]
}
