/** Puts one process together: all workgroups from the store, the link to the server, and what follows a reload. */
import { setTimeout as sleep } from 'node:timers/promises'
import { formerWorkgroup } from '../config/resolve.ts'
import { needRestart } from '../config/restart.ts'
import type { Config, WorkgroupConfig } from '../config/types.ts'
import type { BareJid } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'
import { randomText } from '../effects/random.ts'
import { openStream } from '../effects/stream.ts'
import type { FollowedClock } from '../effects/types.ts'
import { dispatcher } from '../handlers/dispatch.ts'
import { featuresOf, routes } from '../handlers/routes.ts'
import { openDelivery } from '../hooks/deliver.ts'
import { telling } from '../hooks/tell.ts'
import { openPost } from '../mail/post.ts'
import { mailerOf } from '../mail/smtp.ts'
import { SeenPages } from '../monitor/seen-pages.ts'
import { SiteVisitors } from '../monitor/site-visitors.ts'
import { domain } from '../protocol/jid.ts'
import { presence } from '../protocol/stanza.ts'
import { openPushing } from '../push/deliver.ts'
import { CaseIds } from '../store/case-id.ts'
import type { Store } from '../store/types.ts'
import { pulseOf, watchClients } from '../workgroup/chats/liveness.ts'
import { newCounters } from '../workgroup/counters.ts'
import type { Office } from '../workgroup/office.ts'
import { OpeningHours } from '../workgroup/opening-hours.ts'
import { tellAll, tellOthers } from '../workgroup/operators/load-elsewhere.ts'
import { dismissStrangers, followStaff } from '../workgroup/operators/staff-changes.ts'
import { USUAL_WAYS } from '../workgroup/room-ways.ts'
import { probeRoom } from '../workgroup/rooms/probe-room.ts'
import { settleLoans } from '../workgroup/rooms/transfer.ts'
import { newStoreCache } from '../workgroup/store-cache.ts'
import { UsedTickets } from '../workgroup/used-tickets.ts'
import { bellFor, earlierCases, tellOutcome } from '../workgroup/visitors/site.ts'
import { Workgroup } from '../workgroup/workgroup.ts'
import { begin, watchVisitors } from './begin.ts'
import { linkIsDown, linkIsUp } from './link-up.ts'
import { watchRetention } from './retention.ts'
import { watchShifts } from './shifts.ts'

/** For unfinished work at the stop, ms. */
const PATIENCE = 2_000
/** For a store that takes nothing, ms: whoever stops us kills us after ten seconds. */
const STORE_PATIENCE = 5_000

export interface OfficeParts {
  readonly config: Config
  readonly store: Store
  readonly clock: FollowedClock
  readonly log: Logger
  /** Print the XMPP traffic, masked. */
  readonly debug: boolean
}

export interface OpenOffice {
  readonly office: Office
  /** Connects, checks that rooms are what they must be, and goes on duty. Rejects with a named error. */
  start(): Promise<void>
  reload(config: Config): Promise<void>
  stop(): Promise<void>
}

export async function openOffice({ config, store, clock, log, debug }: OfficeParts): Promise<OpenOffice> {
  const workgroups = new Map<BareJid, Workgroup>()
  const { host, port, component, secret } = config.xmpp
  const stream = openStream({
    ...{ host, port, domain: component, secret, log, debug },
    onStanza: (stanza) => dispatch(stanza),
  })
  const ticketKey = await store.secret('ticket', () => randomText(32, 'base64url'))
  const changed = bellFor(() => office)
  const siteVisitors = new SiteVisitors(
    clock,
    {
      changed,
      outcome: (invitation, what) => tellOutcome(office, invitation, what),
      earlier: (seen) => earlierCases(office, seen),
    },
    () => office.config.http.watched,
  )
  const pushing = await openPushing({ store, clock, log, config: () => office.config.push })
  await pushing.devices.keepOnly((jid) => config.operators.has(jid))
  const pulse = pulseOf(stream, log, () => office)
  const office: Office = {
    config,
    stream,
    store: telling(store, {
      config: () => office.config,
      now: () => clock.now(),
      queued: () => delivery.wake(),
      failed: (error) => log.error({ err: error }, 'webhooks: something that happened was not queued'),
    }),
    clock,
    log,
    ticketKey,
    usedTickets: new UsedTickets(),
    caseIds: new CaseIds(store),
    counters: newCounters(),
    cache: newStoreCache(),
    hours: new OpeningHours(),
    rooms: USUAL_WAYS,
    pulse,
    post: { wake: () => post.wake() },
    delivery: { wake: () => delivery.wake(), counts: () => delivery.counts() },
    pushing,
    siteVisitors,
    seenPages: new SeenPages(),
    workgroups,
    features: featuresOf,
  }
  const dispatch = dispatcher(office, routes)
  const delivery = openDelivery({ store, clock, log, webhooks: () => office.config.webhooks })
  const post = openPost({ store, clock, log, mailer: () => mailerOf(office.config.smtp) })

  const add = async (settings: WorkgroupConfig): Promise<Workgroup> => {
    const { jid } = settings
    const workgroup = new Workgroup(office, settings)
    await begin(workgroup, (operator) => tellOthers(workgroups.values(), workgroup, operator))
    office.hours.watch(workgroup)
    workgroups.set(jid, workgroup)
    return workgroup
  }
  for (const settings of config.workgroups.values()) await add(settings)
  for (const settings of await formerOnes(office)) await add(settings)
  tellAll([...workgroups.values()])
  await settleLoans(office)
  for (const workgroup of workgroups.values()) dismissStrangers(workgroup)

  const apply = async (next: Config): Promise<void> => {
    const settings = needRestart(config, next)
    if (settings.length > 0) log.warn({ settings }, 'these settings count from the next start on')
    office.config = next
    for (const [jid, workgroup] of workgroups) {
      const settings = next.workgroups.get(jid)
      const staff = workgroup.actor.state.rules.operators.keys()
      if (settings) workgroup.settings = settings
      await office.hours.follow(workgroup)
      followStaff(workgroup, staff)
    }
    for (const [jid, settings] of next.workgroups) {
      const added = workgroups.has(jid) ? undefined : await add(settings)
      if (added && stream.online) linkIsUp(added)
    }
    siteVisitors.follow((site) => (next.sites.get(site)?.monitoring ?? 'off') !== 'off')
    post.wake()
    delivery.wake()
    await pushing.devices.keepOnly((jid) => next.operators.has(jid))
    log.info({ workgroups: [...next.workgroups.keys()] }, 'the configuration was read again')
  }

  let applied = Promise.resolve()
  /** One after the other: two at once would add the same workgroup twice. What the store does not give now is asked for next time. */
  const reload = (next: Config): Promise<void> => {
    applied = applied
      .then(() => apply(next))
      .catch((error: unknown) =>
        log.error({ err: error }, 'the configuration was taken over only in part; SIGHUP tries again'),
      )
    return applied
  }

  const watches = [watchVisitors(office), watchClients(office), watchRetention(office), watchShifts(office)]
  const each = (act: (workgroup: Workgroup) => void) => () => workgroups.forEach(act)
  return {
    office,
    reload,
    async start() {
      await stream.start()
      await probeRoom(office)
      each(linkIsUp)()
      stream.onOnline(each(linkIsUp))
      stream.onOffline(() => pulse.reset())
      stream.onOffline(each(linkIsDown))
    },
    async stop() {
      for (const stopWatching of watches) stopWatching()
      siteVisitors.stop()
      pulse.stop()
      office.hours.stop()
      if (stream.online) each(sayGoodbye)()
      await Promise.all([...workgroups.values()].map(close))
      await Promise.all([
        stream.stop(),
        Promise.race([Promise.all([post.stop(), delivery.stop(), pushing.stop()]), patience()]),
      ])
    },
  }
}

/** Taken out of the file while there were chats in them: nobody would know of these any more, and they would never end. */
async function formerOnes({ config, store, log }: Office): Promise<WorkgroupConfig[]> {
  const inUse = (await store.workgroupsInUse()).filter((jid) => !config.workgroups.has(jid))
  return inUse.flatMap((workgroup) => {
    const isOurs = domain(workgroup) === config.xmpp.component
    const what = isOurs
      ? 'its cases go on to their end'
      : 'its cases are left as they are: it has another domain'
    log.warn({ workgroup }, `a workgroup is not in the configuration any more; ${what}`)
    return isOurs ? [formerWorkgroup(workgroup, config)] : []
  })
}

function sayGoodbye({ office, subscribers, clients, jid }: Workgroup): void {
  for (const to of [...subscribers.all(), ...clients.agents()])
    office.stream.send(presence('unavailable', to, jid))
}

/** What is under way may finish; what cannot is picked up at the next start. */
async function close(workgroup: Workgroup): Promise<void> {
  workgroup.publisher.stop()
  workgroup.wakeUps.stop()
  const written = await Promise.race([workgroup.actor.stop().then(() => true), sleep(STORE_PATIENCE, false)])
  if (!written)
    workgroup.office.log.error(
      { workgroup: workgroup.jid },
      'the store takes nothing: what happened last is lost',
    )
  await Promise.race([Promise.all([workgroup.lanes.allIdle(), workgroup.spares.stop()]), patience()])
}

const patience = (): Promise<void> => sleep(PATIENCE, undefined, { ref: false })
