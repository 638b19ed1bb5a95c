/** Tells other systems what is queued, and what they do not take again later: ever later, for some days. */
import type { WebhookConfig } from '../config/types.ts'
import type { Duration } from '../core/types.ts'
import { type DueWork, openDueWork } from '../effects/due-work.ts'
import type { Logger } from '../effects/log.ts'
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

export interface Delivery extends DueWork {
  counts(): { readonly waiting: number; readonly failed: number }
}

export const pauseAfter = (attempts: number): Duration =>
  PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? MINUTE

export function openDelivery(options: DeliveryOptions): Delivery {
  const { store, clock, log } = options
  let counts = { waiting: 0, failed: 0 }
  const work = openDueWork({
    ...{ clock, log, trouble: 'webhooks: the queue is not read' },
    async doDue(isStopped) {
      await sendDue(options, isStopped)
      counts = await store.countHooks()
    },
    nextAt: () => store.nextHookAt(),
  })
  return { ...work, counts: () => counts }
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
