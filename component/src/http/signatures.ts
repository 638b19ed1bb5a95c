/**
 * Parameters the site's server has signed are verified, all others are claimed (V6). A signature that does not fit
 * makes all of them claimed: it costs the visitor nothing, and the site's owner finds it in the log and the metrics.
 */
import type { SiteConfig } from '../config/types.ts'
import type { Parameter } from '../core/request.ts'
import type { Instant } from '../core/types.ts'
import type { Logger } from '../effects/log.ts'
import { cleanLine, cleanText } from '../protocol/clean.ts'
import { parametersAreSigned } from '../protocol/ticket.ts'

/** Why none of the parameters could be verified. */
export type SignatureFault = 'no-key' | 'does-not-fit'

const sentences: Readonly<Record<SignatureFault, string>> = {
  'no-key': 'the site signs its parameters but has no key in the configuration (sites.*.key)',
  'does-not-fit': 'the signature of the parameters does not fit: other values, other names, or another key',
}

interface Handed {
  readonly params?: Record<string, string> | undefined
  readonly signature?: string | undefined
  /** The names that were signed; all of them without it. */
  readonly signed?: readonly string[] | undefined
}

export function parametersOf(
  { params = {}, signature, signed = Object.keys(params) }: Handed,
  site: SiteConfig,
  suspect: (site: SiteConfig, fault: SignatureFault) => void,
): Parameter[] {
  const names = new Set(signed)
  const covered = Object.fromEntries(Object.entries(params).filter(([name]) => names.has(name)))
  const fault = signature === undefined ? 'unsigned' : faultIn(covered, signature, site)
  if (fault && fault !== 'unsigned') suspect(site, fault)
  return Object.entries(params).map(([name, value]) => ({
    name: cleanLine(name),
    value: cleanText(value),
    verified: !fault && names.has(name),
  }))
}

function faultIn(
  params: Record<string, string>,
  signature: string,
  { key }: SiteConfig,
): SignatureFault | undefined {
  if (key === undefined) return 'no-key'
  return parametersAreSigned(params, signature, key) ? undefined : 'does-not-fit'
}

/** Between two lines in the log about one site, ms: a broken template signs every page wrongly. */
const QUIET = 60_000

/** How often it happened, by site. */
export class BadSignatures {
  readonly counts = new Map<string, number>()
  readonly #loggedAt = new Map<string, Instant>()

  constructor(
    readonly log: Logger,
    readonly now: () => Instant,
  ) {}

  note = ({ id }: SiteConfig, fault: SignatureFault): void => {
    const times = (this.counts.get(id) ?? 0) + 1
    this.counts.set(id, times)
    const last = this.#loggedAt.get(id)
    if (last !== undefined && this.now() - last < QUIET) return
    this.#loggedAt.set(id, this.now())
    this.log.warn(
      { site: id, times },
      `http: ${sentences[fault]}; its visitors are let in, and what they bring is shown as claimed`,
    )
  }
}
