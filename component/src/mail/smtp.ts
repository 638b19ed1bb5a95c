/** Mail by SMTP (RFC 5321), with nodemailer. */
import { createHash } from 'node:crypto'
import type { Transporter } from 'nodemailer'
import type { SmtpConfig } from '../config/types.ts'
import { cleanLine, cleanText } from '../protocol/clean.ts'
import { isAddress } from '../protocol/mail-address.ts'
import type { NewMail } from '../store/types.ts'
import { type Mailer, MailTrouble } from './types.ts'

/** A server that hangs must not hold up the mails behind, ms. */
const PATIENCE = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }

let last: { readonly smtp: SmtpConfig; readonly mailer: Mailer } | undefined

/** The same as long as the configuration is; undefined without one. */
export function mailerOf(smtp: SmtpConfig | undefined): Mailer | undefined {
  if (!smtp) return undefined
  if (last?.smtp !== smtp) last = { smtp, mailer: smtpMailer(smtp) }
  return last.mailer
}

export function smtpMailer({ url, from }: SmtpConfig): Mailer {
  const host = from.address.slice(from.address.indexOf('@') + 1)
  let transport: Promise<Transporter> | undefined
  return {
    async send(mail) {
      // Whatever the mail was made of, there is one recipient, and no line break in a header.
      if (!isAddress(mail.to)) throw new MailTrouble(`not an address: ${mail.to}`, true, 'address')
      transport ??= openTransport(url)
      const out = await transport
      await out.sendMail(headersOf(mail, host, from)).catch((error: unknown) => {
        throw troubleOf(error)
      })
    },
  }
}

/** Loaded with the first mail: an installation that sends none does not pay for it. */
async function openTransport(url: string): Promise<Transporter> {
  const { default: nodemailer } = await import('nodemailer')
  return nodemailer.createTransport({
    url,
    requireTLS: mustEncrypt(url),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...PATIENCE,
  })
}

function headersOf(mail: NewMail, host: string, from: SmtpConfig['from']) {
  const { replyTo, inReplyTo, fromName } = mail
  const name = cleanLine(fromName ?? from.name ?? '')
  return {
    from: { name, address: from.address },
    to: { name: '', address: mail.to },
    subject: cleanLine(mail.subject),
    text: `${cleanText(mail.text)}\n`,
    date: new Date(mail.at),
    messageId: messageId(mail.id, host),
    ...(replyTo !== undefined && isAddress(replyTo) && { replyTo: { name: '', address: replyTo } }),
    ...(inReplyTo !== undefined && { inReplyTo: messageId(inReplyTo, host) }),
    // RFC 3834 §5: no out-of-office reply to it.
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/** The same however often it is sent, so that mail programs show it once. */
const messageId = (id: string, host: string): string =>
  `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${host}>`

/** A password never crosses a network in the clear. */
function mustEncrypt(url: string): boolean {
  if (!URL.canParse(url)) return true
  const { password, hostname } = new URL(url)
  return password !== '' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function troubleOf(error: unknown): MailTrouble {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string }
  // A wrong password is the admin's to mend, and the mail goes then.
  const isFinal = code === 'EENVELOPE' || code === 'EMESSAGE' ? (responseCode ?? 0) >= 500 : false
  return new MailTrouble(message ?? String(error), isFinal, String(responseCode ?? code ?? 'unknown'))
}
