/**
 * The link to the server is there, for the first time or again. What the server knew of us may be gone, and what it told
 * us may be old: everybody is asked anew (DESIGN §3).
 */
import { resumeEffects } from '../core/resume.ts'
import type { FullJid } from '../core/types.ts'
import { buildPing } from '../protocol/ping.ts'
import { iq } from '../protocol/stanza.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import { askForPresence } from './duty.ts'
import { lookIntoRooms } from './room-watch.ts'
import { lookForVisitors } from './visitors.ts'
import type { Workgroup } from './workgroup.ts'

export function linkIsUp(workgroup: Workgroup): void {
  lookIntoRooms(workgroup)
  askForPresence(workgroup)
  void lookForOperators(workgroup)
  void lookForVisitors(workgroup)
  workgroup.publisher.showToAll()
  workgroup.actor.repeat(resumeEffects(workgroup.actor.state))
}

/** The server may have lost its memory of whom we told it to watch for us. */
export function linkIsDown(workgroup: Workgroup): void {
  workgroup.visitors.reset()
  workgroup.occupants.reset()
}

/** Every client that is believed to be there is pinged: a session that ended meanwhile was announced to nobody. */
async function lookForOperators(workgroup: Workgroup): Promise<void> {
  const { operators } = workgroup.actor.state
  const clients = [...operators.values()].flatMap(({ jid, resources }) =>
    [...resources.keys()].map((resource) => ({ jid, resource })),
  )
  await Promise.all(clients.map(({ jid, resource }) => ping(workgroup, jid, resource)))
}

async function ping(workgroup: Workgroup, operator: string, resource: string): Promise<void> {
  const client: FullJid = `${operator}/${resource}`
  try {
    await workgroup.office.stream.ask(iq('get', client, workgroup.jid, undefined, buildPing()))
  } catch (error) {
    if (!(error instanceof StanzaError) || !GONE.has(error.condition)) return
    workgroup.clients.gone(client)
    await workgroup.actor.post({
      type: 'operator-presence',
      operator,
      resource,
      presence: { show: 'offline', priority: 0 },
    })
  }
}

/** No answer within the time, or a broken link, says nothing. */
const GONE: ReadonlySet<string> = new Set(['service-unavailable', 'item-not-found', 'recipient-unavailable'])
