/** What the commands ask for outside the rules (`commands/records.ts`), for one who speaks. */
import type { PastCase, Records, Said, Website } from '../../commands/records.ts'
import type { CommandFault } from '../../commands/types.ts'
import type { BareJid, CaseId, FullJid, Instant } from '../../core/types.ts'
import { answerMessage, type MessageFault, settleMessage } from '../../mail/left-message.ts'
import { bare } from '../../protocol/jid.ts'
import { body } from '../../protocol/stanza.ts'
import type { CaseDetails } from '../../store/types.ts'
import { lookUp } from '../case-view.ts'
import { operatorName } from '../names.ts'
import { refreshRemarks } from '../notify/remarks.ts'
import { setByHand } from '../opening-hours.ts'
import { collect, toEntries } from '../rooms/transcript.ts'
import { shownNotices } from '../store-cache.ts'
import { keysOf, keysOfCase } from '../visitors/blocked.ts'
import { contact } from '../visitors/contact.ts'
import { asRecord, listChanged } from '../visitors/left-messages.ts'
import { handleOf, visitorsOnSite } from '../visitors/site.ts'
import type { Workgroup } from '../workgroup.ts'
import { faqRecords } from './faq-records.ts'
import { forgettingRecords } from './forget.ts'
import { reportOf } from './report.ts'

const MOST_TAGS = 50

const answerFaults: Readonly<Record<MessageFault, CommandFault>> = {
  'no-such-message': 'not-found',
  'answered-before': 'not-found',
  'no-address': 'no-address',
  'no-mail-server': 'not-sent',
}

export function recordsOf(workgroup: Workgroup, client: FullJid): Records {
  const speaker = bare(client)
  return {
    ...written(workgroup, speaker),
    ...canned(workgroup, speaker),
    ...notices(workgroup, speaker),
    ...messages(workgroup, speaker),
    ...blocks(workgroup, speaker),
    ...faqRecords(workgroup, speaker),
    ...forgettingRecords(workgroup, speaker),
    async failedHooks() {
      const { store, delivery } = workgroup.office
      const failed = (await store.failedHooks()).map(({ url, body: _, ...one }) => ({
        ...one,
        host: new URL(url).host,
      }))
      return { failed, waiting: delivery.counts().waiting }
    },
    async retryHooks() {
      const { store, clock, delivery } = workgroup.office
      const count = await store.retryHooks(clock.now())
      delivery.wake()
      return count
    },
    report: (period, compared) => reportOf(workgroup, period, compared),
    conversation: (id) => conversation(workgroup, id),
    search: (words, limit) => search(workgroup, words, limit),
    sites: () => sites(workgroup),
    siteVisitors: () => visitorsOnSite(workgroup).map((one) => ({ ...one, jid: handleOf(one) })),
    openConversation: (visitor, text) => contact(workgroup, visitor, client, text),
    async setByHand(how, until) {
      await setByHand(workgroup, speaker, how, until)
      return undefined
    },
  }
}

function sites({ office, jid }: Workgroup): readonly Website[] {
  const { config, seenPages } = office
  const { url } = config.http
  return [...config.sites.values()]
    .filter(({ workgroups }) => workgroups.includes(jid))
    .map(({ id, name, origins, accent, monitoring, key }) => ({
      ...{ id, name, url, origins, accent, monitoring },
      signed: key !== undefined,
      seen: seenPages.of(id),
    }))
}

/** From the room's archive, the desk's own words left out. */
async function conversation(workgroup: Workgroup, id: CaseId): Promise<readonly Said[]> {
  const live = lookUp(workgroup, id)
  if (!live?.record.hasRoom) return []
  const { store } = workgroup.office
  const entries = toEntries(await collect(workgroup, live.details.room), await store.events(id))
  return entries.filter(({ who }) => who !== 'desk')
}

type Part<K extends keyof Records> = Pick<Records, K>

function written(workgroup: Workgroup, by: BareJid): Part<'pastCase' | 'addNote' | 'setTag' | 'knownTags'> {
  const { store, clock } = workgroup.office
  return {
    pastCase: (numberOrId) => pastCase(workgroup, numberOrId),
    async addNote(id, text) {
      if (!(await isHere(workgroup, id))) return 'no-such-case'
      await store.addNote(id, { at: clock.now(), by, text })
      await refreshRemarks(workgroup.office, id)
      return undefined
    },
    async setTag(id, tag, on) {
      if (!(await isHere(workgroup, id))) return 'no-such-case'
      await store.setTag(id, tag, on)
      await refreshRemarks(workgroup.office, id)
      return undefined
    },
    knownTags: () => store.knownTags(workgroup.jid, MOST_TAGS),
  }
}

/** Live, ended or left, but of this workgroup: or on loan to it. */
async function isHere(workgroup: Workgroup, id: CaseId): Promise<boolean> {
  if (workgroup.cases.has(id)) return true
  return (await workgroup.office.store.caseById(id))?.workgroup === workgroup.jid
}

async function pastCase(workgroup: Workgroup, numberOrId: string): Promise<PastCase | undefined> {
  const { store } = workgroup.office
  const known = (await store.caseById(numberOrId)) ?? (await byNumber(workgroup, numberOrId))
  if (known?.workgroup !== workgroup.jid) return undefined
  const { id, number, visitorName: name } = known
  const { notes = [], tags = [] } = (await store.remarks([id])).get(id) ?? {}
  return { id, number, name, notes, tags }
}

const byNumber = async ({ office, jid }: Workgroup, words: string): Promise<CaseDetails | undefined> =>
  /^\d{1,9}$/.test(words) ? office.store.caseByNumber(jid, Number(words)) : undefined

function canned(
  { office: { store }, jid }: Workgroup,
  speaker: BareJid,
): Part<'canned' | 'saveCanned' | 'removeCanned'> {
  const ownerOf = (shared: boolean): BareJid => (shared ? jid : speaker)
  return {
    canned: async () =>
      (await store.canned([speaker, jid])).map(({ owner, name, text }) => ({
        name,
        text,
        shared: owner === jid,
      })),
    async saveCanned({ name, text, shared }) {
      await store.saveCanned({ owner: ownerOf(shared), name, text })
      return undefined
    },
    removeCanned: async (name, shared) =>
      (await store.removeCanned(ownerOf(shared), name)) ? undefined : 'not-found',
  }
}

function notices(
  { office: { store, clock, cache }, jid }: Workgroup,
  by: BareJid,
): Part<'notices' | 'addNotice' | 'removeNotice'> {
  const refresh = async () => void cache.notices.set(jid, await store.notices(jid))
  return {
    notices: async () =>
      shownNotices(cache, jid, clock.now()).map(({ id, text, until }) => ({ id, text, until })),
    async addNotice(text, until) {
      await store.addNotice(jid, { at: clock.now(), by, text, ...(until !== undefined && { until }) })
      await refresh()
      return undefined
    },
    async removeNotice(id) {
      const was = await store.removeNotice(jid, id)
      await refresh()
      return was ? undefined : 'not-found'
    },
  }
}

function blocks(workgroup: Workgroup, by: BareJid): Part<'block' | 'blockAddress' | 'blocks' | 'unblock'> {
  const { office, jid, cases } = workgroup
  const { store, clock, cache, log } = office
  const refresh = async () => void cache.blocks.set(jid, await store.blocks(jid))
  const add = async (keys: readonly string[], name: string, until: Instant) => {
    if (keys.length === 0) return 'not-found' as const
    const { id } = await store.addBlock(jid, { keys, name, by, at: clock.now(), until })
    log.info({ workgroup: jid, block: id, by, until }, 'somebody is blocked')
    await refresh()
    return undefined
  }
  return {
    block: async (id, until) =>
      add(await keysOfCase(workgroup, id), cases.details(id)?.visitorName ?? 'Visitor', until),
    blockAddress: (network, until) => add(keysOf(network, []), network, until),
    blocks: async () =>
      (cache.blocks.get(jid) ?? [])
        .filter(({ until }) => until > clock.now())
        .map((one) => ({ ...one, by: operatorName(office, one.by) })),
    async unblock(id) {
      const was = await store.removeBlock(jid, id)
      await refresh()
      return was ? undefined : 'not-found'
    },
  }
}

function messages(workgroup: Workgroup, by: BareJid): Part<'messages' | 'answerMessage' | 'settleMessage'> {
  const { office, jid, settings } = workgroup
  return {
    messages: async () => (await office.store.openMessages(jid)).map((one) => asRecord(office, one)),
    async answerMessage(id, text) {
      const say = (account: BareJid, words: string) => workgroup.say(account, body(words))
      const parts = { config: office.config, store: office.store, say }
      const fault = await answerMessage(parts, settings, id, { by, at: office.clock.now(), text })
      if (fault) return answerFaults[fault]
      office.post.wake()
      listChanged(workgroup)
      return undefined
    },
    async settleMessage(id) {
      const { store, clock } = office
      if ((await store.leftMessage(id))?.details.workgroup !== jid) return 'not-found'
      if (!(await settleMessage(store, id, { by, at: clock.now() }))) return 'not-found'
      listChanged(workgroup)
      return undefined
    },
  }
}

async function search({ office, jid }: Workgroup, words: string, limit: number) {
  const found = await office.store.findEnded(jid, words, limit)
  return found.map(({ details, endedAt, operator, line }) => ({
    id: details.id,
    number: details.number,
    name: details.visitorName,
    endedAt,
    operator: operator && operatorName(office, operator),
    line,
  }))
}
