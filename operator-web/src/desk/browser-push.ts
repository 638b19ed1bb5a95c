/** The browser's own part of Web Push (Push API): a subscription, made at a click and found again at the next sign-in. */
import type { BareJid } from '../model/types.ts'
import type { DeviceKeys } from '../wire/push.ts'

export interface Browser {
  /** What this account has subscribed here, if it still fits the key. */
  known(key: string, account: BareJid): Promise<DeviceKeys | 'impossible' | 'off' | 'refused'>
  subscribe(key: string, account: BareJid): Promise<DeviceKeys | 'refused' | 'failed'>
  unsubscribe(): Promise<void>
}

const ACCOUNT = 'parlor-desk-rings-for'
/** A page without a service worker would wait for ever. */
const PATIENCE = 5_000

const isPossible = (): boolean =>
  typeof navigator !== 'undefined' &&
  navigator.serviceWorker !== undefined &&
  typeof PushManager !== 'undefined' &&
  typeof Notification !== 'undefined'

const worker = (): Promise<ServiceWorkerRegistration | undefined> =>
  Promise.race([
    navigator.serviceWorker.ready,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE)),
  ])

const encoded = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const keysOf = (subscription: PushSubscription): DeviceKeys => ({
  endpoint: subscription.endpoint,
  p256dh: encoded(subscription.getKey('p256dh')),
  auth: encoded(subscription.getKey('auth')),
})

const isFor = (subscription: PushSubscription, key: string): boolean =>
  encoded(subscription.options.applicationServerKey) === key

export const browserPush: Browser = {
  async known(key, account) {
    if (!isPossible()) return 'impossible'
    const registration = await worker()
    if (!registration) return 'impossible'
    const found = await registration.pushManager.getSubscription()
    // Whoever was here before rings here no more.
    if (found && (localStorage.getItem(ACCOUNT) !== account || !isFor(found, key))) await found.unsubscribe()
    else if (found) return keysOf(found)
    return Notification.permission === 'denied' ? 'refused' : 'off'
  },

  async subscribe(key, account) {
    if ((await Notification.requestPermission()) !== 'granted') return 'refused'
    try {
      const registration = await worker()
      const made = await registration?.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: key,
      })
      if (!made) return 'failed'
      localStorage.setItem(ACCOUNT, account)
      return keysOf(made)
    } catch {
      return 'failed'
    }
  },

  async unsubscribe() {
    if (!isPossible()) return
    localStorage.removeItem(ACCOUNT)
    const found = await (await worker())?.pushManager.getSubscription()
    await found?.unsubscribe()
  },
}
