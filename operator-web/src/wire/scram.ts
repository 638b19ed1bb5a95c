// SASL SCRAM-SHA-256 and SCRAM-SHA-1 (RFC 5802, RFC 7677) on the browser's own cryptography. @xmpp/client leaves SCRAM
// out of browsers, which would leave PLAIN; and here the password is not needed again once `passwordKey` has it.
import type { Mechanism } from './library.js'

const encoder = new TextEncoder()
/** The library's base64 works on one character for each byte. */
const toBinary = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const fromBinary = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const base64 = (bytes: Uint8Array) => btoa(toBinary(bytes))
const fromBase64 = (text: string) => fromBinary(atob(text))

/**
 * The password as a key that can sign in but cannot be read back, not even by this page. It may be kept (IndexedDB
 * stores it as it is); the password itself is forgotten.
 */
export function passwordKey(password: string): Promise<CryptoKey> {
  // RFC 4013 comes down to NFKC for everything a keyboard makes.
  const bytes = encoder.encode(password.normalize('NFKC'))
  return crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits'])
}

/** A server may ask for many rounds, but not for so many that the page stands still. */
const MOST_ROUNDS = 1_000_000

interface Hash {
  readonly name: 'SHA-256' | 'SHA-1'
  readonly bits: number
}

async function hmac(
  hash: Hash,
  key: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: hash.name }, false, [
    'sign',
  ])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(text)))
}

/** `r=...,s=...,i=...` */
function attributes(text: string): Map<string, string> {
  return new Map(text.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))
}

const escapeName = (name: string) => name.replaceAll('=', '=3D').replaceAll(',', '=2C')

class Scram {
  readonly clientFirst = true
  #nonce = base64(crypto.getRandomValues(new Uint8Array(18)))
  #firstBare = ''
  #challenge: string | undefined
  #serverSignature: string | undefined

  constructor(
    readonly name: string,
    readonly hash: Hash,
    readonly nonce?: string,
  ) {
    if (nonce) this.#nonce = nonce
  }

  async response(credentials: Record<string, unknown>): Promise<string> {
    // Only a token was kept, and the server does not take it any more.
    if (!credentials.key)
      throw Object.assign(new Error('SCRAM: no password'), { condition: 'credentials-expired' })
    if (this.#challenge === undefined) {
      const name = toBinary(encoder.encode(escapeName(String(credentials.username))))
      this.#firstBare = `n=${name},r=${this.#nonce}`
      return `n,,${this.#firstBare}`
    }
    if (this.#serverSignature !== undefined) return ''
    return this.#prove(credentials.key as CryptoKey, this.#challenge)
  }

  async challenge(text: string): Promise<void> {
    if (this.#challenge === undefined) this.#challenge = text
    else this.final(text)
  }

  async #prove(key: CryptoKey, challenge: string): Promise<string> {
    const said = attributes(challenge)
    const nonce = said.get('r') ?? ''
    const rounds = Number(said.get('i'))
    if (!nonce.startsWith(this.#nonce) || nonce === this.#nonce)
      throw new Error('SCRAM: the nonce was changed')
    if (!(rounds >= 1 && rounds <= MOST_ROUNDS))
      throw new Error('SCRAM: the number of rounds is out of bounds')
    const salt = fromBase64(said.get('s') ?? '')
    const how = { name: 'PBKDF2', hash: this.hash.name, salt, iterations: rounds }
    const salted = new Uint8Array(await crypto.subtle.deriveBits(how, key, this.hash.bits))
    const clientKey = await hmac(this.hash, salted, 'Client Key')
    const storedKey = new Uint8Array(await crypto.subtle.digest(this.hash.name, clientKey))
    const withoutProof = `c=biws,r=${nonce}`
    // The user name is already one character a byte; everything else is ASCII.
    const message = `${new TextDecoder().decode(fromBinary(this.#firstBare))},${challenge},${withoutProof}`
    const signature = await hmac(this.hash, storedKey, message)
    const serverKey = await hmac(this.hash, salted, 'Server Key')
    this.#serverSignature = base64(await hmac(this.hash, serverKey, message))
    const proof = clientKey.map((byte, index) => byte ^ (signature[index] ?? 0))
    return `${withoutProof},p=${base64(proof)}`
  }

  final(text: string): void {
    if (attributes(text).get('v') !== this.#serverSignature) {
      throw new Error('SCRAM: the server does not know the password either')
    }
  }
}

/** In order of preference. A fixed `nonce` is for tests alone. */
export const mechanisms: readonly { name: string; mech: new (nonce?: string) => Mechanism }[] = [
  { name: 'SCRAM-SHA-256', hash: { name: 'SHA-256', bits: 256 } as const },
  { name: 'SCRAM-SHA-1', hash: { name: 'SHA-1', bits: 160 } as const },
].map(({ name, hash }) => ({
  name,
  mech: class extends Scram {
    constructor(nonce?: string) {
      super(name, hash, nonce)
    }
  },
}))
