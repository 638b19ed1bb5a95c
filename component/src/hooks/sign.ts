/** How a message to another system is signed: Standard Webhooks 1.0.0 (HMAC-SHA-256). */
import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** `whsec_` and base64: 24 bytes at least. */
export function keyOf(secret: string): Buffer | undefined {
  if (!secret.startsWith(PREFIX)) return undefined
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return key.length >= 24 && key.length <= 64 ? key : undefined
}

export function headersOf(
  secret: string,
  { id, body }: { readonly id: string; readonly body: string },
  now: number,
) {
  const key = keyOf(secret)
  if (!key) throw new Error('the secret of a webhook has passed the checks and is none')
  const timestamp = String(Math.floor(now / 1_000))
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}
