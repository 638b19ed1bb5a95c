/*
 * The shell of the desk without a network: the page and its files, as they were last loaded. Nothing of a conversation is
 * ever kept here. The page itself comes from the network wherever there is one, so that a renewed desk is seen at once.
 */
const SHELL = 'parlor-desk-shell'
const PAGE = '/operator/'
/** Names with the build's hash in them never mean anything else. */
const HASHED = /^\/operator\/assets\//

const filesIn = (html) => [...html.matchAll(/(?:src|href)="(\/operator\/[^"]+)"/g)].map(([, path]) => path)

/** Keeps the page and all that it names; what it does not name any more goes. */
async function keep(response) {
  const html = await response.clone().text()
  const cache = await caches.open(SHELL)
  const files = filesIn(html)
  const kept = await cache.keys()
  const missing = files.filter((path) => !kept.some(({ url }) => new URL(url).pathname === path))
  await cache.addAll(missing)
  await cache.put(PAGE, response)
}

self.addEventListener('install', (event) => {
  const begin = async () => {
    await keep(await fetch(PAGE, { cache: 'no-store' }))
    await self.skipWaiting()
  }
  event.waitUntil(begin())
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

async function page(request) {
  try {
    const response = await fetch(request)
    if (response.ok) await keep(response.clone()).catch(() => undefined)
    return response
  } catch (error) {
    const kept = await caches.match(PAGE)
    if (!kept) throw error
    return kept
  }
}

async function file(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await (await caches.open(SHELL)).put(request, response.clone())
  return response
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && url.pathname.startsWith(PAGE)) event.respondWith(page(request))
  else if (HASHED.test(url.pathname)) event.respondWith(file(request))
})

/** What rings a closed desk: never what somebody wrote, nor who they are. */
const RINGS = {
  waiting: 'A visitor is waiting',
  handed: 'A chat is handed to you',
  message: 'A message was left',
  settled: 'Nobody waits for you any more',
}

/** In the operator's language, as the desk has kept it. */
async function ringWords() {
  try {
    const kept = await caches.match('/operator/rings.json')
    return { ...RINGS, ...(kept && (await kept.json())) }
  } catch {
    return RINGS
  }
}

/** Only what is ours: whatever else came, a visitor waits. */
function ringIn(data, words) {
  let ring
  try {
    ring = data.json()
  } catch {
    ring = undefined
  }
  const { is = 'waiting', workgroup = '', address = PAGE } = ring ?? {}
  return {
    title: words[is] ?? words.waiting,
    workgroup: String(workgroup).slice(0, 100),
    address: String(address).startsWith(PAGE) ? String(address) : PAGE,
    stays: is === 'waiting' || is === 'handed',
    // In the place of what rang, and without a sound: browsers want to see something for each.
    quiet: is === 'settled',
  }
}

async function ring(data) {
  const { title, workgroup, address, stays, quiet } = ringIn(data, await ringWords())
  await self.registration.showNotification(title, {
    body: workgroup,
    tag: address,
    renotify: !quiet,
    silent: quiet,
    requireInteraction: stays,
    icon: '/operator/icon-192.png',
    badge: '/operator/icon-192.png',
    ...(quiet ? {} : { vibrate: [300, 150, 300] }),
    data: { address },
  })
}

self.addEventListener('push', (event) => event.waitUntil(ring(event.data)))

/** A click on a notification shows the desk where it belongs. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { address = PAGE } = event.notification.data ?? {}
  const show = async () => {
    const [open] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    if (!open) return self.clients.openWindow(address)
    open.postMessage({ show: address })
    return open.focus()
  }
  event.waitUntil(show())
})
