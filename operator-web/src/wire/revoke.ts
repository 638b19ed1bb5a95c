/**
 * Signing out for good (XEP-0484 §3.6): the token is shown to the server once more, to be made useless. Without that it would
 * open the account until it runs out, for whoever had copied it.
 */
import { type Address, makeClient } from './link.ts'

/** The operator has left already; a server that does not answer is not waited for. */
const PATIENCE = 5_000

/** Resolves when it is done, or cannot be done. */
export async function revoke(address: Address): Promise<void> {
  const client = makeClient({ ...address, onToken: () => {} })
  const { fast } = client
  const { auth } = fast
  const done = new Promise<void>((resolve) => {
    setTimeout(resolve, PATIENCE)
    client.on('error', () => resolve())
    fast.auth = async (way) => {
      const authenticate: typeof way.authenticate = async (how) => {
        for (const feature of how.streamFeatures) if (feature?.is('fast')) feature.attrs.invalidate = 'true'
        return way.authenticate(how)
      }
      await auth({ ...way, authenticate }).finally(resolve)
      // Nothing follows: neither the password nor a session.
      return true
    }
  })
  await client.connect(address.service).catch(() => {})
  void client.open({ domain: address.domain }).catch(() => {})
  await done
  await client.disconnect()
}
