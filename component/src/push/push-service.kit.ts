/**
 * A push service of the test's own (RFC 8030), and browsers that are subscribed there: it opens what they were sent as they
 * would (RFC 8188 and 8291), and checks who has signed it (RFC 8292), with nothing but node:crypto.
 */
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Delivered {
  readonly headers: IncomingHttpHeaders
  /** As it lay on the push service's disk. */
  readonly sealed: Buffer
  /** As the device reads it. */
  readonly opened: Record<string, string>
  /** Of the signature (RFC 8292): audience, end, contact. */
  readonly signed: { readonly aud: string; readonly exp: number; readonly sub: string }
}

export interface PushService {
  /** As in `push.inside`. */
  readonly host: string
  readonly heard: readonly Delivered[]
  /** Of the next ones, instead of 201. */
  readonly answers: (number | { readonly status: number; readonly retryAfter: number })[]
  subscribe(): { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  next(): Promise<Delivered>
  close(): Promise<void>
}

interface Browser {
  readonly keys: ECDH
  readonly auth: Buffer
}

export async function pushService(publicKey: () => string): Promise<PushService> {
  const browsers = new Map<string, Browser>()
  const heard: Delivered[] = []
  const answers: PushService['answers'] = []
  let waiting: ((one: Delivered) => void)[] = []
  let taken = 0
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const browser = browsers.get(request.url ?? '')
    const answer = answers.shift() ?? (browser ? 201 : 410)
    const { status, retryAfter } = typeof answer === 'number' ? { status: answer, retryAfter: 0 } : answer
    response.writeHead(status, retryAfter ? { 'retry-after': String(retryAfter) } : {}).end()
    if (!browser) return
    const sealed = Buffer.concat(parts)
    const one = {
      ...{ headers: request.headers, sealed },
      opened: JSON.parse(open(browser, sealed)),
      signed: signerOf(request.headers.authorization ?? '', publicKey()),
    }
    heard.push(one)
    const [first, ...rest] = waiting
    waiting = rest
    if (first) taken = heard.length
    first?.(one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ host, heard, answers },
    subscribe() {
      const keys = createECDH('prime256v1')
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(8).toString('hex')}`
      const p256dh = keys.generateKeys('base64url')
      browsers.set(path, { keys, auth })
      return { endpoint: `http://${host}${path}`, p256dh, auth: auth.toString('base64url') }
    },
    next() {
      const known = heard[taken]
      if (known) {
        taken += 1
        return Promise.resolve(known)
      }
      return new Promise((resolve) => waiting.push(resolve))
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const expand = (key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))

/** RFC 8291 §3.4, RFC 8188 §2: one record. */
function open({ keys, auth }: Browser, sealed: Buffer): string {
  const salt = sealed.subarray(0, 16)
  const idLength = sealed.readUInt8(20)
  const sender = sealed.subarray(21, 21 + idLength)
  const text = sealed.subarray(21 + idLength)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender])
  const secret = expand(keys.computeSecret(sender), auth, info, 32)
  const key = expand(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = expand(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(text.subarray(-16))
  const padded = Buffer.concat([decipher.update(text.subarray(0, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
}

/** RFC 8292 §2 and §3: a JWT by the key that the browser subscribed with. */
function signerOf(authorization: string, publicKey: string): Delivered['signed'] {
  const { t = '', k = '' } = Object.fromEntries(
    authorization
      .replace(/^vapid /, '')
      .split(/, ?/)
      .map((pair) => pair.split(/=(.*)/s).slice(0, 2)),
  ) as { t?: string; k?: string }
  if (k !== publicKey) throw new Error(`signed with another key: ${k}`)
  const point = Buffer.from(k, 'base64url')
  const key = createPublicKey({
    format: 'jwk',
    key: {
      ...{ kty: 'EC', crv: 'P-256' },
      ...{ x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
    },
  })
  const [head = '', body = '', signature = ''] = t.split('.')
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isRight) throw new Error('the signature does not fit')
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}
