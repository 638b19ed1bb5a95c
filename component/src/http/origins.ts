/** Which websites may talk to us: theirs and our own. Browsers always say where they are; others need not. */
import type { Config, SiteConfig } from '../config/types.ts'
import { isLoopback } from './client-address.ts'
import { Problem } from './problems.ts'

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** On one's own machine `localhost` and `127.0.0.1` are the same place. */
function isOwn(origin: string, own: string): boolean {
  if (origin === own) return true
  if (!URL.canParse(origin)) return false
  const [theirs, ours] = [new URL(origin), new URL(own)]
  const sameDoor = theirs.protocol === ours.protocol && theirs.port === ours.port
  return sameDoor && LOOPBACK_NAMES.has(theirs.hostname) && LOOPBACK_NAMES.has(ours.hostname)
}

export const isAllowed = (
  origin: string,
  config: Config,
  sites: Iterable<SiteConfig> = config.sites.values(),
): boolean => isOwn(origin, config.http.url) || [...sites].some((site) => site.origins.includes(origin))

/**
 * Without an Origin only from the machine itself, for native clients and health checks: every browser sends one with
 * WebSocket and POST, so a foreign website gains nothing by that.
 * @throws Problem `origin`
 */
export function checkOrigin(
  origin: string | undefined,
  address: string,
  config: Config,
  sites?: Iterable<SiteConfig>,
): void {
  if (origin === undefined && isLoopback(address)) return
  if (origin !== undefined && isAllowed(origin, config, sites)) return
  const said =
    origin === undefined ? 'The request says no origin.' : `${origin} is not among the origins allowed.`
  throw new Problem('origin', said)
}
