/** Sends what is queued in the store, one after the other, and what fails again later: ever later, for some days. */
import type { Duration } from '../core/types.ts'
import { type DueWork, openDueWork } from '../effects/due-work.ts'
import type { Logger } from '../effects/log.ts'
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

/** Woken by a new mail, or a new server. */
export type Post = DueWork

export const backOff = (attempts: number): Duration => Math.min(MINUTE * 2 ** (attempts - 1), LONGEST)

export const openPost = (options: PostOptions): Post =>
  openDueWork({
    ...{ clock: options.clock, log: options.log, trouble: 'mail: the queue is not read' },
    doDue: (isStopped) => sendDue(options, isStopped),
    nextAt: () => options.store.nextMailAt(),
  })

/** Without a server nothing is tried, so nothing is given up either; the post looks again when it is woken. */
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
