/** Sends what is queued in the store, one after the other, and what fails again later: ever later, for some days. */
import type { Duration, Instant } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'
import { Outage } from '../effects/outage.ts'
import type { Clock } from '../effects/types.ts'
import type { MailStore, QueuedMail } from '../store/types.ts'
import { type Mailer, MailTrouble } from './types.ts'

const MINUTE = 60_000
/** After the first failure a minute, then twice as long each time, but never longer than this. */
const LONGEST: Duration = 4 * 60 * MINUTE
/** RFC 5321 §4.5.4.1: at least four to five days. */
export const GIVE_UP_AFTER: Duration = 5 * 24 * 60 * MINUTE
const AT_ONCE = 20

export interface PostOptions {
  readonly store: MailStore
  readonly clock: Clock
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Asked for each mail, so that a reload is seen; undefined while no server is configured: mails wait. */
  readonly mailer: () => Mailer | undefined
}

export interface Post {
  /** There is a new mail, or a new server. */
  wake(): void
  /** Finishes the mail under way. */
  stop(): Promise<void>
}

export const backOff = (attempts: number): Duration => Math.min(MINUTE * 2 ** (attempts - 1), LONGEST)

export function openPost(options: PostOptions): Post {
  const { store, clock } = options
  const outage = new Outage('mail: the queue is not read', {}, options)
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
        const next = await store.nextMailAt()
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
    async stop() {
      stopped = true
      cancel()
      await working
    },
  }
}

/** Without a server nothing is tried, so nothing is given up either; `openPost` looks again when it is woken. */
async function sendDue(options: PostOptions, isStopped: () => boolean): Promise<void> {
  const { store, clock, mailer } = options
  for (;;) {
    const due = mailer() === undefined ? [] : await store.dueMails(clock.now(), AT_ONCE)
    if (due.length === 0) return
    for (const mail of due) {
      const out = mailer()
      if (isStopped() || !out) return
      await sendOne(options, out, mail)
    }
  }
}

async function sendOne({ store, clock, log }: PostOptions, mailer: Mailer, mail: QueuedMail): Promise<void> {
  try {
    await mailer.send(mail)
  } catch (error) {
    const trouble = error instanceof MailTrouble ? error : new MailTrouble(String(error), false, 'unknown')
    const attempts = mail.attempts + 1
    const next = clock.now() + backOff(attempts)
    const isLost = trouble.isFinal || next > mail.at + GIVE_UP_AFTER
    await store.mailFailed(mail.id, trouble.message, isLost ? undefined : next)
    const told = { mail: mail.id, attempts, code: trouble.code }
    if (isLost) log.error(told, 'mail: a letter could not be sent, and is given up')
    else log.warn(told, 'mail: a letter could not be sent; it is tried again')
    return
  }
  // A crash before this line sends it a second time, with the same Message-ID: better twice than never.
  await store.mailSent(mail.id)
  log.info({ mail: mail.id }, 'mail: a letter was sent')
}
