/** One message to one push service: encrypted for the device alone (RFC 8291), signed by this installation (RFC 8292). */
import { createHash } from 'node:crypto'
import { request as http } from 'node:http'
import { request as https } from 'node:https'
import { createRequire } from 'node:module'
import type { Duration } from '../core/types.ts'
import type { Device } from '../store/types.ts'
import { lookupFor, refusedEndpoint } from './guard.ts'

const PATIENCE: Duration = 10_000

const packages = createRequire(import.meta.url)
/** Megabytes that an installation without such a device never needs: loaded with the first one. */
const webPush = () => packages('web-push') as typeof import('web-push')

export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
}

export const makeKeys = (): string => JSON.stringify(webPush().generateVAPIDKeys())
export const readKeys = (kept: string): VapidKeys => JSON.parse(kept) as VapidKeys

export interface Letter {
  readonly device: Pick<Device, 'endpoint' | 'p256dh' | 'auth'>
  readonly body: string
  /** What replaces it while the device is away (RFC 8030 § 5.4). */
  readonly topic: string
  /** How long the push service should keep it. */
  readonly ttl: Duration
}

export interface Sender {
  readonly keys: VapidKeys
  /** `mailto:` or `https:`, for whoever runs the push service. */
  readonly contact: string
  readonly inside: readonly string[]
}

export interface Answer {
  readonly status: number
  /** After how long it may be asked again, where it says so. */
  readonly retryAfter?: Duration
}

const topicOf = (topic: string): string => createHash('sha256').update(topic).digest('base64url').slice(0, 32)

/** Rejects where there is no answer, or where it must not go. */
export async function send({ keys, contact, inside }: Sender, letter: Letter): Promise<Answer> {
  const { endpoint, p256dh, auth } = letter.device
  const refused = refusedEndpoint(endpoint, inside)
  if (refused !== undefined) throw new Error(refused)
  const { method, headers, body } = webPush().generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    letter.body,
    {
      vapidDetails: { subject: contact, ...keys },
      TTL: Math.max(0, Math.round(letter.ttl / 1_000)),
      urgency: 'high',
      topic: topicOf(letter.topic),
      contentEncoding: 'aes128gcm',
    },
  )
  const begin = endpoint.startsWith('https:') ? https : http
  return new Promise((resolve, reject) => {
    const options = {
      ...{ method, headers: headers as Record<string, string> },
      lookup: lookupFor(endpoint, inside),
      signal: AbortSignal.timeout(PATIENCE),
    }
    // Not followed anywhere else: a redirect is an answer like any other.
    const asked = begin(endpoint, options, (answer) => {
      answer.resume()
      const seconds = Number(answer.headers['retry-after'])
      resolve({ status: answer.statusCode ?? 0, ...(seconds > 0 && { retryAfter: seconds * 1_000 }) })
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
