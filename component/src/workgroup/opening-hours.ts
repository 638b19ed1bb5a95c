/** When a workgroup is open: by its hours, unless a supervisor has closed it (Q5). */
import { rulesOf } from '../config/rules.ts'
import type { BareJid } from '../core/types.ts'
import { isOpen, nextChange } from '../opening/opening.ts'
import type { Workgroup } from './workgroup.ts'

/** As much of the workgroup as is needed here. */
type Opening = Pick<Workgroup, 'actor' | 'jid' | 'office' | 'publisher' | 'settings'>

/** One that was taken out of the file takes no new requests; its chats go on to their end. */
export function isOpenNow({ office, jid, settings }: Opening): boolean {
  if (!office.config.workgroups.has(jid) || office.cache.pausedBy.has(jid)) return false
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
    const at = settings.hours && nextChange(settings.hours, office.clock.now())
    if (at !== undefined)
      this.#wakes.set(
        jid,
        office.clock.wake(at, () => void this.follow(workgroup)),
      )
  }
}

/** By a supervisor's hand, until it is opened by one. */
export async function setPaused(workgroup: Opening, by: BareJid, paused: boolean): Promise<void> {
  const { office, jid } = workgroup
  await office.store.setPaused(jid, paused ? { by, at: office.clock.now() } : undefined)
  if (paused) office.cache.pausedBy.set(jid, by)
  else office.cache.pausedBy.delete(jid)
  await office.hours.follow(workgroup)
}
