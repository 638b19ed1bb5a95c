/** Tells other systems what is queued, and what they do not take again later: ever later, for some days. */
import type { WebhookConfig } from '../config/types.ts'
import type { Duration, Instant } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'
import { Outage } from '../effects/outage.ts'
import type { Clock } from '../effects/types.ts'
import type { HookStore, QueuedHook } from '../store/types.ts'
import { headersOf } from './sign.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** Standard Webhooks: soon at first, then ever later. */
const PAUSES: readonly Duration[] = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * 60 * MINUTE,
  5 * 60 * MINUTE,
]
const GIVE_UP_AFTER: Duration = 3 * 24 * 60 * MINUTE
const PATIENCE: Duration = 15 * SECOND
const AT_ONCE = 20

export interface DeliveryOptions {
  readonly store: HookStore
  readonly clock: Clock
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Asked for each, so that a reload is seen. */
  readonly webhooks: () => readonly WebhookConfig[]
  readonly fetch?: typeof globalThis.fetch
}

export interface Delivery {
  /** There is something new. */
  wake(): void
  counts(): { readonly waiting: number; readonly failed: number }
  /** Finishes what is under way. */
  stop(): Promise<void>
}

export const pauseAfter = (attempts: number): Duration =>
  PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? MINUTE

export function openDelivery(options: DeliveryOptions): Delivery {
  const { store, clock } = options
  const outage = new Outage('webhooks: the queue is not read', {}, options)
  let counts = { waiting: 0, failed: 0 }
  let working: Promise<void> | undefined
  let again = false
  let stopped = false
  let cancel = () => {}

  const wakeAt = (at: Instant): void => {
    cancel()
    if (!stopped) cancel = clock.wake(at, wake)
  }
  const work = async (): Promise<void> => {
    while (again && !stopped) {
      again = false
      try {
        await sendDue(options, () => stopped)
        counts = await store.countHooks()
        const next = await store.nextHookAt()
        outage.over()
        if (next !== undefined) wakeAt(Math.max(next, clock.now() + 1))
      } catch (error) {
        outage.failed(error)
        wakeAt(clock.now() + MINUTE)
      }
    }
    working = undefined
  }
  const wake = (): void => {
    again = true
    if (!stopped) working ??= work()
  }
  wake()
  return {
    wake,
    counts: () => counts,
    async stop() {
      stopped = true
      cancel()
      await working
    },
  }
}

async function sendDue(options: DeliveryOptions, isStopped: () => boolean): Promise<void> {
  for (;;) {
    const due = await options.store.dueHooks(options.clock.now(), AT_ONCE)
    if (due.length === 0) return
    for (const hook of due) {
      if (isStopped()) return
      await sendOne(options, hook)
    }
  }
}

async function sendOne(options: DeliveryOptions, hook: QueuedHook): Promise<void> {
  const { store, clock, log } = options
  const trouble = await attempt(options, hook)
  if (trouble === undefined) return store.hookSent(hook.id)
  const next = clock.now() + pauseAfter(hook.attempts + 1)
  const isLost = trouble.isFinal || next > hook.at + GIVE_UP_AFTER
  await store.hookFailed(hook.id, trouble.words, isLost ? undefined : next)
  const told = {
    hook: hook.id,
    host: new URL(hook.url).host,
    attempts: hook.attempts + 1,
    trouble: trouble.words,
  }
  if (isLost)
    log.error(told, 'webhooks: a message was not taken, and is given up; "hooks again" sends it again')
  else log.warn(told, 'webhooks: a message was not taken; it is tried again')
}

/** `undefined`: taken. */
async function attempt(
  { webhooks, clock, fetch = globalThis.fetch }: DeliveryOptions,
  { id, url, body }: QueuedHook,
): Promise<{ readonly words: string; readonly isFinal: boolean } | undefined> {
  const known = webhooks().find((one) => one.url === url)
  if (!known) return { words: 'this address is not configured any more', isFinal: true }
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: headersOf(known.secret, { id, body }, clock.now()),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    })
    await answer.body?.cancel()
    if (answer.ok) return undefined
    return { words: `answered ${answer.status}`, isFinal: answer.status === 410 }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return { words: cause.slice(0, 200), isFinal: false }
  }
}
