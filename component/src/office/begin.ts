/** A workgroup's start: its state from the store, and what makes it act on events. */
import { randomBytes } from 'node:crypto'
import { rulesFor } from '../config/rules.ts'
import { rebuild } from '../core/resume.ts'
import type { BareJid } from '../core/types.ts'
import { Actor } from '../workgroup/actor.ts'
import { carryOut } from '../workgroup/chats/carry-out.ts'
import { Liveness } from '../workgroup/chats/liveness.ts'
import { Publisher } from '../workgroup/notify/publisher.ts'
import type { Office } from '../workgroup/office.ts'
import { isOpenNow } from '../workgroup/opening-hours.ts'
import { WakeUps } from '../workgroup/operators/wake-up.ts'
import { SpareRooms } from '../workgroup/rooms/spare-rooms.ts'
import { readStoreCache } from '../workgroup/store-cache.ts'
import { tellLeft } from '../workgroup/visitors/left-messages.ts'
import { LOOK_EVERY, lookForVisitors, Visitors } from '../workgroup/visitors/presence.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'

/** Past cases that say how long waits are: as many as the rules remember. */
const REMEMBERED = 300

/** `onLoad` tells the other workgroups. */
export async function begin(workgroup: Workgroup, onLoad: (operator: BareJid) => void): Promise<void> {
  const { office, jid } = workgroup
  const { store, clock, log } = office
  const [live, idleSince, resting, past, subscribers, spares] = await Promise.all([
    store.liveCases(jid),
    store.idleSince(jid),
    store.resting(),
    store.pastCases(jid, REMEMBERED),
    store.subscribers(jid),
    store.spareRooms(jid),
  ])
  for (const { details } of live) workgroup.cases.remember(details)
  workgroup.subscribers.load(subscribers)
  const records = live.map(({ record }) => record)
  const ids = records.map(({ id }) => id)
  await readStoreCache(office.cache, store, jid, ids)
  const rules = rulesFor(office.config, workgroup.settings)
  const remembered = { idleSince, resting, past, seed: randomBytes(4).readUInt32BE() }
  const state = rebuild(rules, isOpenNow(workgroup), records, remembered, clock.now())
  const actor = new Actor(jid, state, {
    store,
    clock,
    log,
    carryOut(effect) {
      carryOut(workgroup, effect)
      if (effect.do === 'staff-changed') tellLeft(workgroup)
    },
    onLoad,
    onIdle(operator, since) {
      store.setIdleSince(jid, operator, since).catch((error: unknown) => {
        log.error(
          { workgroup: jid, operator, err: error },
          'since when an operator is idle was not stored; after a restart an earlier time counts',
        )
      })
    },
    onCreated(details) {
      workgroup.cases.remember(details)
      workgroup.publisher.joined(details.id)
    },
  })
  workgroup.begin(actor, {
    publisher: new Publisher(workgroup),
    spares: new SpareRooms(workgroup, spares),
    liveness: new Liveness(workgroup),
    visitors: new Visitors(),
    wakeUps: new WakeUps(workgroup),
  })
  if (live.length > 0)
    log.info({ workgroup: jid, cases: live.length }, 'the workgroup goes on with the cases in the store')
}

/** Repeats `lookForVisitors`; returns what stops it. */
export function watchVisitors(office: Office): () => void {
  const timer = setInterval(() => {
    if (!office.stream.online) return
    for (const workgroup of office.workgroups.values()) lookForVisitors(workgroup)
  }, LOOK_EVERY)
  return () => clearInterval(timer)
}
