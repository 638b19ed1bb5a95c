/**
 * Work that a browser does before it is let in: a flood from many addresses, which no limit for one address holds back, becomes dear
 * for whoever sends it, and a visitor waits a second. An ALTCHA challenge (version 2): find the counter whose PBKDF2 key begins
 * with a given prefix. Nothing is kept of a challenge until it is solved; then its nonce, so that each solution counts once.
 */
import { createHmac, randomInt } from 'node:crypto'
import { CappedMap, type Challenge, createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import type { HttpConfig } from '../config/types.ts'
import type { Instant } from '../core/types.ts'
import { RateLimit } from './limits.ts'
import { Problem } from './problems.ts'

/** How hard it is: so many rounds for one key, and so many keys until the right one; about half a second in a browser. */
const ROUNDS = 1_000
const KEYS = { least: 300, most: 900 }
/** How long one may take, ms. */
const LIFE = 5 * 60_000
/** Solutions remembered, at most; older ones expire before so many can be solved. */
const REMEMBERED = 100_000
const LONGEST = 4_096

const solutionShape = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal('PBKDF2/SHA-256'),
      nonce: z.string().max(64),
      salt: z.string().max(64),
      cost: z.literal(ROUNDS),
      keyLength: z.literal(32),
      keyPrefix: z.string().max(64),
      keySignature: z.string().max(128),
      data: z.object({ expires: z.number() }),
    }),
    signature: z.string().max(128),
  }),
  solution: z.object({ counter: z.int().min(0).max(KEYS.most), derivedKey: z.string().max(128) }),
})

export class Challenges {
  readonly #secrets: { readonly hmacSignatureSecret: string; readonly hmacKeySignatureSecret: string }
  readonly #all = new RateLimit()
  readonly #used = new CappedMap<string, true>({ maxSize: REMEMBERED })

  /** `key`: a secret of this installation. */
  constructor(key: string) {
    const secret = (of: string) => createHmac('sha256', key).update(of).digest('hex')
    this.#secrets = {
      hmacSignatureSecret: secret('challenge'),
      hmacKeySignatureSecret: secret('challenge key'),
    }
  }

  /** Lets somebody in who need not work, or has. @throws Problem `challenge` with one to solve */
  async pass(proof: unknown, { challenge, challengeAbove }: HttpConfig, now: Instant): Promise<void> {
    // Those who solve one count as well: while a flood goes on it is asked of everybody.
    const isFlood = (await this.#all.take('all', challengeAbove)) > 0
    if (challenge === 'never' || (challenge === 'flood' && !isFlood)) return
    if (proof !== undefined && (await this.#isGood(proof, now))) return
    throw new Problem('challenge', undefined, {}, { challenge: await this.#make(now) })
  }

  #make(now: Instant): Promise<Challenge> {
    return createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: ROUNDS,
      counter: randomInt(KEYS.least, KEYS.most + 1),
      deriveKey,
      data: { expires: now + LIFE },
      ...this.#secrets,
    })
  }

  async #isGood(proof: unknown, now: Instant): Promise<boolean> {
    const read =
      typeof proof === 'string' && proof.length <= LONGEST
        ? solutionShape.safeParse(parsed(proof))
        : undefined
    if (!read?.success) return false
    const { challenge, solution } = read.data
    const { nonce, data } = challenge.parameters
    if (data.expires < now || this.#used.has(nonce)) return false
    const { verified } = await verifySolution({ challenge, solution, deriveKey, ...this.#secrets })
    // Only what we have signed is remembered, and of two at once with the same one is first.
    return verified && this.#used.setIfAbsent(nonce, true)
  }
}

/** base64 of JSON, as ALTCHA's own widget sends it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}
