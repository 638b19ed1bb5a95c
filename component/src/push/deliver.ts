/** Rings devices while the desk is closed (D8): what is queued goes to their push services, again while it is of use. */
import type { PushConfig } from '../config/types.ts'
import type { BareJid, Duration, Instant } from '../core/types.ts'
import { type DueWork, openDueWork } from '../effects/due-work.ts'
import type { Logger } from '../effects/log.ts'
import type { Clock } from '../effects/types.ts'
import type { QueuedPush, Store } from '../store/types.ts'
import { Devices } from './devices.ts'
import { type Answer, makeKeys, readKeys, send } from './send.ts'

const SECOND = 1_000
const PAUSES: readonly Duration[] = [2 * SECOND, 10 * SECOND, 30 * SECOND, 120 * SECOND]
const AT_ONCE = 20

/** There is no such device any more (RFC 8030 § 7.3). */
const GONE = [404, 410]

/** What a device is told: who wrote, and what, is for the desk alone. */
export interface Ring {
  /** `settled`: what was told of before needs nobody any more. */
  readonly is: 'waiting' | 'handed' | 'message' | 'settled'
  /** Its name. */
  readonly workgroup: string
  /** What is shown at a click. */
  readonly address: string
}

export interface Rung {
  readonly to: BareJid
  /** What it is about: told once, and a later one takes the place of an earlier one on the device. */
  readonly about: string
  readonly ring: Ring
  readonly until: Instant
}

export interface PushParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Asked for each, so that a reload is seen. */
  readonly config: () => PushConfig
  /** For the test. */
  readonly send?: typeof send
}

export interface Pushing extends Pick<DueWork, 'stop' | 'wake'> {
  readonly devices: Devices
  /** What browsers subscribe with (RFC 8292). */
  readonly publicKey: string
  ring(rings: readonly Rung[]): Promise<void>
  counts(): { readonly sent: number; readonly failed: number; readonly gone: number }
}

export async function openPushing(parts: PushParts): Promise<Pushing> {
  const { store, clock, log } = parts
  const keys = readKeys(await store.secret('vapid', makeKeys))
  const devices = new Devices(store)
  await devices.load()
  const counts = { sent: 0, failed: 0, gone: 0 }

  const done = async (push: QueuedPush, what: keyof typeof counts): Promise<void> => {
    counts[what] += 1
    await store.pushDone(push.id)
  }

  const sendOne = async (push: QueuedPush): Promise<void> => {
    const { contact, inside } = parts.config()
    const device = devices.get(push.endpoint)
    const ttl = push.until - clock.now()
    if (!device || ttl <= 0) return store.pushDone(push.id)
    const { host } = new URL(push.endpoint)
    const [topic = push.id] = push.id.split(' ')
    const answer = await (parts.send ?? send)(
      { keys, contact, inside },
      { device, body: push.body, topic, ttl },
    ).catch((error: unknown) => error)
    if (isTaken(answer)) return done(push, 'sent')
    if (isAnswer(answer) && GONE.includes(answer.status)) {
      await devices.remove(push.endpoint)
      log.info({ operator: device.operator, host }, 'push: a device is gone; it is not rung any more')
      return done(push, 'gone')
    }
    const pause = pauseAfter(push.attempts + 1, answer)
    const told = { operator: device.operator, host, attempts: push.attempts + 1, trouble: troubleOf(answer) }
    if (pause === undefined || clock.now() + pause >= push.until) {
      log.warn(told, 'push: a device was not rung')
      return done(push, 'failed')
    }
    log.info(told, 'push: a device was not rung; it is tried again')
    await store.pushAgain(push.id, clock.now() + pause)
  }

  const work = openDueWork({
    ...{ clock, log, trouble: 'push: the queue is not read' },
    async doDue(isStopped) {
      for (;;) {
        const due = await store.duePushes(clock.now(), AT_ONCE)
        if (due.length === 0 || isStopped()) return
        // A push service that is slow keeps no other waiting.
        await Promise.all(due.map(sendOne))
      }
    },
    nextAt: () => store.nextPushAt(),
  })

  return {
    devices,
    publicKey: keys.publicKey,
    wake: work.wake,
    stop: work.stop,
    counts: () => counts,
    async ring(rings) {
      const idOf = (about: string, endpoint: string, is: Ring['is']) =>
        is === 'settled' ? `${about} ${endpoint} settled` : `${about} ${endpoint}`
      // What has not been told yet needs no telling any more; the rest is replaced on the device, and at its push service.
      for (const { to, about, ring } of rings)
        if (ring.is === 'settled')
          for (const { endpoint } of devices.of(to)) await store.pushDone(idOf(about, endpoint, 'waiting'))
      const all = rings.flatMap(({ to, about, ring, until }) =>
        devices
          .of(to)
          .filter(({ quiet }) => !quiet)
          .map(({ endpoint }) => ({
            ...{ id: idOf(about, endpoint, ring.is), endpoint, until },
            body: JSON.stringify(ring),
          })),
      )
      if (all.length === 0) return
      await store.queuePushes(all, clock.now())
      work.wake()
    },
  }
}

const isAnswer = (answer: unknown): answer is Answer =>
  typeof answer === 'object' && answer !== null && 'status' in answer

const isTaken = (answer: unknown): boolean => isAnswer(answer) && answer.status >= 200 && answer.status < 300

const troubleOf = (answer: unknown): string =>
  isAnswer(answer) ? `answered ${answer.status}` : answer instanceof Error ? answer.message : String(answer)

/** `undefined`: it would never take this. */
function pauseAfter(attempts: number, answer: unknown): Duration | undefined {
  const usual = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? SECOND
  if (!isAnswer(answer)) return usual
  const mayMend = answer.status >= 500 || answer.status === 429
  return mayMend ? Math.max(usual, answer.retryAfter ?? 0) : undefined
}
