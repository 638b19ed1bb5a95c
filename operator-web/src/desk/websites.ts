/** The websites of our workgroups, asked for when somebody looks at them (D5). */
import type { BareJid } from '../model/types.ts'
import type { Website } from '../model/website.ts'
import { instantOf } from '../wire/xml.ts'
import { look } from './commands.ts'
import type { Hands } from './hands.ts'

/** `tell` hears of them as each workgroup answers; one that is silent keeps nobody waiting. */
export function websites(hands: Hands, tell: (found: readonly Website[]) => void): void {
  const groups = [...hands.desk().workgroups.values()].filter(({ commands }) => commands.includes('sites'))
  const found = new Map<string, Website>()
  const add = async (jid: BareJid) => {
    const reply = await look(hands, jid, 'sites')
    for (const row of reply?.rows ?? []) {
      const site = siteOf(row, jid)
      const known = found.get(site.id)
      found.set(site.id, known ? { ...known, workgroups: [...known.workgroups, jid] } : site)
    }
    tell([...found.values()])
  }
  for (const { jid } of groups) void add(jid)
}

const siteOf = (row: Readonly<Record<string, string>>, workgroup: BareJid): Website => ({
  ...{ id: row.site ?? '', name: row.name ?? '', url: row.url ?? '', accent: row.accent ?? '#0f766e' },
  ...{ monitoring: row.monitoring ?? 'off', signed: row.signed === 'true', workgroups: [workgroup] },
  origins: (row.origins ?? '').split(' ').filter(Boolean),
  seen: (row.seen ?? '').split('\n').flatMap((line) => {
    const [origin, allowed, at] = line.split(' ')
    return origin ? [{ origin, allowed: allowed === 'yes', at: instantOf(at) ?? 0 }] : []
  }),
})
