/** What any entity answers: who it is, what it can do, that it is alive (XEP-0030, XEP-0092, XEP-0199). */

import { createRequire } from 'node:module'
import { DATA_POLICY, WORKGROUP_INFO } from '../../protocol/namespaces.js'
import { span } from '../commands/span.ts'
import type { Duration } from '../core/types.ts'
import { NS as COMMANDS } from '../protocol/commands.ts'
import {
  buildInfo,
  buildItems,
  type Extension,
  parseInfoRequest,
  parseItemsRequest,
} from '../protocol/disco.ts'
import type { Child } from '../protocol/stanza.ts'
import { refusal } from '../protocol/stanza-error.ts'
import { buildVcard4, buildVcardTemp } from '../protocol/vcard.ts'
import { buildVersion } from '../protocol/version.ts'
import { identityOf, nodeOf } from '../workgroup/identity.ts'
import { statusText, summaryOf } from '../workgroup/notify/pushes.ts'
import { commandContext, mayFinish } from '../workgroup/operators/command-context.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'
import type { Call, WorkgroupCall } from './route.ts'

export const onPing = (): Child => undefined

export const onVcardTemp = ({ workgroup: { settings } }: WorkgroupCall): Child => buildVcardTemp(settings)
export const onVcard4 = ({ workgroup: { settings } }: WorkgroupCall): Child => buildVcard4(settings)

/** The path is the same from `src` and from `dist`. */
const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string }

export const onVersion = (): Child => buildVersion({ name: 'Parlor', version })

export function serviceInfo({ stanza, office }: Call): Child {
  onlyItself(parseInfoRequest(stanza)?.node)
  return buildInfo({
    identities: [{ category: 'collaboration', type: 'workgroup', name: 'Parlor' }],
    features: office.features('service'),
  })
}

/** The workgroups, in the order of the configuration. */
export function serviceItems({ stanza, office }: Call): Child {
  onlyItself(parseItemsRequest(stanza)?.node)
  return buildItems(
    [...office.workgroups.values()].map(({ jid, settings }) => ({ jid, name: settings.name })),
  )
}

/** The node from our presence (XEP-0115), a command's node, or the workgroup itself with the state of its queue. */
export function workgroupInfo({ stanza, workgroup }: WorkgroupCall): Child {
  const node = parseInfoRequest(stanza)?.node
  const command = node === undefined ? undefined : workgroup.commands.info(node)
  if (command) return buildInfo(command)
  if (node === nodeOf(workgroup)) return buildInfo({ ...identityOf(workgroup), node })
  onlyItself(node)
  return buildInfo({
    ...identityOf(workgroup),
    extensions: [workgroupForm(workgroup), dataPolicy(workgroup)],
  })
}

/** Only the commands, and those only for operators and supervisors (XEP-0050 §2.2). */
export function workgroupItems({ stanza, workgroup, from }: WorkgroupCall): Child {
  const node = parseItemsRequest(stanza)?.node
  if (node !== COMMANDS) onlyItself(node)
  const isForThem = node === COMMANDS && mayFinish(workgroup, from.bare)
  return buildItems(isForThem ? workgroup.commands.items(commandContext(workgroup, from.full)) : [], node)
}

/** XEP-0142 § Service Discovery: `http://jabber.org/protocol/workgroup#workgroupinfo`. */
function workgroupForm(workgroup: Workgroup): Extension {
  const overall = summaryOf(workgroup)
  const field = (name: string, label: string, value: string) => ({ name, label, values: [value] })
  return {
    formType: WORKGROUP_INFO,
    fields: [
      field(
        'workgroup#description',
        'Description',
        workgroup.settings.description ?? workgroup.settings.name,
      ),
      field('workgroup#online', 'Status', overall.open && overall.onDuty > 0 ? 'ready' : 'closed'),
      field('workgroup#queue', 'Queue', statusText(workgroup, overall)),
    ],
  }
}

const HOUR = 3_600_000

/** XEP-0504: the longest of what is kept about a conversation. */
export function dataPolicy({ settings: { keep } }: Pick<Workgroup, 'settings'>): Extension {
  const kept = (time: Duration) => (time === 0 ? 'without an end' : `for ${span(time)}`)
  const all = [keep.transcripts, keep.details]
  const longest = all.includes(0) ? 'infinite' : String(Math.ceil(Math.max(...all) / HOUR))
  const words = `What was said is kept ${kept(keep.transcripts)}, who it was ${kept(keep.details)}.`
  return {
    formType: DATA_POLICY,
    fields: [
      { name: 'data_retention', values: [longest] },
      { name: 'access_policy', values: ['organization_member'] },
      { name: 'extra_info', values: [words] },
    ],
  }
}

function onlyItself(node: string | undefined): void {
  if (node !== undefined) throw refusal('item-not-found', 'There is no such node.')
}
