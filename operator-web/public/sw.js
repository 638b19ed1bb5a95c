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

/** A click on a notification shows the desk where it belongs. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const show = async () => {
    const [open] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    if (open) await open.focus()
    else await self.clients.openWindow(PAGE)
  }
  event.waitUntil(show())
})
