/** When a workgroup is open: by its hours, unless a supervisor has closed it (Q5). */
import { rulesOf } from '../config/rules.ts'
import type { BareJid, Instant } from '../core/types.ts'
import { isOpen, nextChange } from '../opening/opening.ts'
import type { ByHand } from '../store/types.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
let ofThisMachine: string | undefined

/** Whose times of day a workgroup means: its hours say, else this machine. Asked late: the tables behind it are megabytes. */
export function timeZoneOf({ hours }: Pick<Workgroup['settings'], 'hours'>): string {
  if (hours) return hours.timeZone
  ofThisMachine ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return ofThisMachine
}

type Opening = Pick<Workgroup, 'actor' | 'jid' | 'office' | 'publisher' | 'settings'>

/** What a supervisor has said, unless it is over. */
export function byHandNow({ office, jid }: Pick<Opening, 'office' | 'jid'>): ByHand | undefined {
  const hand = office.cache.byHand.get(jid)
  return hand?.until !== undefined && hand.until <= office.clock.now() ? undefined : hand
}

/** One that was taken out of the file takes no new requests; its chats go on to their end. */
export function isOpenNow({ office, jid, settings }: Opening): boolean {
  if (!office.config.workgroups.has(jid)) return false
  const hand = byHandNow({ office, jid })
  if (hand) return hand.open
  return settings.hours === undefined || isOpen(settings.hours, office.clock.now())
}

export class OpeningHours {
  readonly #wakes = new Map<BareJid, () => void>()

  /** Tells the rules whether it is open, now and at each change from now on. */
  async follow(workgroup: Opening): Promise<void> {
    const { office, jid, actor } = workgroup
    this.watch(workgroup)
    const rules = office.config.workgroups.has(jid) ? rulesOf(office.config, jid) : actor.state.rules
    const open = isOpenNow(workgroup)
    if (open !== actor.state.open) office.log.info({ workgroup: jid }, open ? 'open' : 'closed')
    await actor.post({ type: 'configured', rules, open })
    // Thresholds, hours or a pause may be other ones though nothing else has changed.
    workgroup.publisher.staffChanged()
  }

  stop(): void {
    for (const cancel of this.#wakes.values()) cancel()
    this.#wakes.clear()
  }

  /** Is there when it changes. */
  watch(workgroup: Opening): void {
    const { office, jid, settings } = workgroup
    this.#wakes.get(jid)?.()
    this.#wakes.delete(jid)
    const changes = [
      settings.hours && nextChange(settings.hours, office.clock.now()),
      byHandNow(workgroup)?.until,
    ].filter((at) => at !== undefined)
    const at = Math.min(...changes)
    if (changes.length > 0)
      this.#wakes.set(
        jid,
        office.clock.wake(at, () => void this.follow(workgroup)),
      )
  }
}

/** By a supervisor's hand, until then or until somebody says otherwise. `as-usual`: the hours count again. */
export async function setByHand(
  workgroup: Opening,
  by: BareJid,
  how: 'open' | 'paused' | 'as-usual',
  until?: Instant,
): Promise<void> {
  const { office, jid } = workgroup
  const end = until === undefined ? {} : { until }
  const hand = how === 'as-usual' ? undefined : { by, at: office.clock.now(), open: how === 'open', ...end }
  await office.store.setByHand(jid, hand)
  if (hand) office.cache.byHand.set(jid, hand)
  else office.cache.byHand.delete(jid)
  await office.hours.follow(workgroup)
}
