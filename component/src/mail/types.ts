/**
 * Mail out of Parlor. `compose.ts` makes mails, the store keeps them in the transaction of what they are about,
 * `post.ts` sends them, `smtp.ts` is the way out. The shell:
 *
 *     const post = openPost({ store, clock, log, mailer: () => mailerOf(office.config.smtp) })
 *     await keepMessage({ config, store, clock }, input); post.wake()
 *     await answerMessage({ config, store, clock }, id, answer); post.wake()
 *     await post.stop()
 */
import type { NewMail } from '../store/types.ts'

export interface Mailer {
  /** Resolves when a server has taken it over; rejects with `MailTrouble`. */
  send(mail: NewMail): Promise<void>
}

/** Why a mail was not taken. */
export class MailTrouble extends Error {
  override readonly name = 'MailTrouble'

  constructor(
    /** The server's words; may name the recipient, so it is stored and never logged. */
    message: string,
    /** Trying again cannot help: this address, or this mail, is refused for good (RFC 5321 §4.2.1, 5yz). */
    readonly isFinal: boolean,
    /** For the log: `550`, `ECONNREFUSED`. */
    readonly code: string,
  ) {
    super(message)
  }
}
