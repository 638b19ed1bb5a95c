/** Who is on the site, fetched when the workgroup says that it has changed; and the invitation (R7). */
import { mayUse } from '../model/select.ts'
import type { BareJid, SiteVisitor } from '../model/types.ts'
import type { CommandReply } from '../wire/commands.ts'
import { instantOf } from '../wire/xml.ts'
import { t } from '../words/index.ts'
import { command, look } from './commands.ts'
import type { Hands, Part } from './hands.ts'

export class Visitors implements Part {
  constructor(private readonly hands: Hands) {}

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'commands-found' || fact.is === 'site-changed') void this.#load(fact.workgroup)
    if (fact.is === 'site-news') this.hands.tell({ is: 'told', tone: 'plain', text: fact.text })
  }

  async invite({ workgroup, visitor }: SiteVisitor, text = ''): Promise<void> {
    const done = await command(this.hands, workgroup, 'contact', { visitor, ...(text && { text }) })
    if (done) this.hands.tell({ is: 'told', tone: 'plain', text: done.note ?? t('Invited.') })
    await this.#load(workgroup)
  }

  async #load(workgroup: BareJid): Promise<void> {
    if (!mayUse(this.hands.desk(), workgroup, 'visitors')) return
    const reply = await look(this.hands, workgroup, 'visitors')
    if (reply) this.hands.tell({ is: 'visitors-found', workgroup, visitors: visitorsOf(reply, workgroup) })
  }
}

/** What a workgroup may tell beside: each only where it is known. */
const TOLD = [
  'page',
  'title',
  'referrer',
  'language',
  'words',
  'place',
  'browser',
  'visits',
  'earlier',
] as const

const visitorsOf = (reply: CommandReply, workgroup: BareJid): readonly SiteVisitor[] =>
  reply.rows.flatMap(
    ({ visitor, name = '', since, invited, suggested, busy, path, ...more }): SiteVisitor[] => {
      if (!visitor) return []
      const known = { visitor, workgroup, name, since: instantOf(since) ?? 0 }
      return [
        {
          ...known,
          busy: busy === 'true' || busy === '1',
          ...Object.fromEntries(TOLD.flatMap((name) => (more[name] ? [[name, more[name]]] : []))),
          ...(path && { path: path.split(' ') }),
          ...(invited && { invitedBy: invited }),
          ...(suggested === 'true' && { suggested: true }),
        },
      ]
    },
  )
