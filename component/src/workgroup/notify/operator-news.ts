/** What one operator is told about a chat (urn:parlor:1 §4): by words where a person reads, by an element where a desk does. */
import type { Effect } from '../../core/types.ts'
import { newsText } from '../../core/words.ts'
import { buildNews } from '../../protocol/parlor.ts'
import { body } from '../../protocol/stanza.ts'
import { operatorName } from '../names.ts'
import { hasPlainClient, writeTo } from '../plain-client.ts'
import type { Workgroup } from '../workgroup.ts'

/** As much of the workgroup as is needed here. */
type NewsTeller = Pick<Workgroup, 'actor' | 'cases' | 'clients' | 'jid' | 'newId' | 'note' | 'office' | 'say'>

export function tell(
  workgroup: NewsTeller,
  { case: id, operator, news, who, why }: Effect & { do: 'tell' },
): void {
  const details = workgroup.cases.details(id)
  if (!details) return
  const by = who === undefined ? undefined : operatorName(workgroup.office, who)
  const words = newsText(news, { visitor: details.visitorName, by, why })
  const clients = workgroup.clients.agentsOf(operator)
  const content = () => [body(words), buildNews({ case: id, what: news, ...(who && { who }) })]
  for (const client of clients) workgroup.say(client, ...content())
  if (clients.length === 0 || hasPlainClient(workgroup, operator)) writeTo(workgroup, operator, content())
  workgroup.note(id, news, operator, who ?? why)
}
