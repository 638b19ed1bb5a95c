/** What rings a closed desk, in the language of this browser: kept where the service worker finds it (`public/sw.js`). */
import { t } from '../words/index.ts'

const CACHE = 'parlor-desk-rings'
const PLACE = '/operator/rings.json'

/** Where nothing may be kept it rings in English. */
export async function keepRingWords(): Promise<void> {
  const words = {
    waiting: t('A visitor is waiting'),
    handed: t('A chat is handed to you'),
    message: t('A message was left'),
    settled: t('Nobody waits for you any more'),
  }
  try {
    const cache = await caches.open(CACHE)
    await cache.put(PLACE, new Response(JSON.stringify(words)))
  } catch {}
}
