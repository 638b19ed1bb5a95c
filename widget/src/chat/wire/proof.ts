/** An ALTCHA challenge (version 2), solved by trying one counter after the other (urn-parlor-1 §1). */

/** Nonce, salt and key prefix are hexadecimal. */
export interface Challenge {
  readonly parameters: {
    readonly nonce: string
    readonly salt: string
    /** Rounds of PBKDF2 with SHA-256. */
    readonly cost: number
    /** Bytes. */
    readonly keyLength: number
    readonly keyPrefix: string
  }
  readonly signature?: string
}

/** The proof for `POST /api/visit`: base64 of challenge and solution. Leaves the page's own thread free. */
export async function solve(challenge: Challenge): Promise<string> {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', iterations: cost, salt: bytes(salt) }
  const start = bytes(nonce)
  const password = new Uint8Array(start.length + 4)
  password.set(start)
  for (let counter = 0; ; counter += 1) {
    new DataView(password.buffer).setUint32(start.length, counter)
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
    const derivedKey = hex(await crypto.subtle.deriveBits(derivation, key, 8 * keyLength))
    if (derivedKey.startsWith(keyPrefix))
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
  }
}

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const hex = (buffer: ArrayBuffer): string =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
