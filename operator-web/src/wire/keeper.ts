/**
 * What stays in this browser between two page loads: never the password, but a FAST token where the server gives one,
 * else the password as a key that can sign in and cannot be read (`passwordKey`). In IndexedDB, which can hold such keys;
 * for whoever does not stay signed in only the token, and only in this tab.
 */
import type { FastToken } from './library.js'

export interface Secret {
  /** Names this browser to the server: FAST binds its tokens to it (XEP-0484 §3). */
  readonly agent: string
  readonly key?: CryptoKey
  readonly token?: FastToken | undefined
}

export interface Kept extends Secret {
  readonly jid: string
}

/** `browser`: until they sign out. `tab`: until it is closed. */
export type Where = 'browser' | 'tab'

const NAME = 'parlor-desk'
const STORE = 'sign-in'
const ONLY = 'only'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } finally {
    database.close()
  }
}

/** Storage that does not answer is no storage. */
const PATIENCE = 3_000

/** Browsers that refuse storage (private windows) make the desk forget at reload; nothing else changes. */
function orNothing<T>(promise: Promise<T>): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE))
  return Promise.race([promise.catch(() => undefined), late])
}

const TAB = 'parlor-desk-sign-in'

/** Storage may be forbidden: then nothing is kept. */
function tab<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(sessionStorage)
  } catch {
    return undefined
  }
}

/** A key cannot be written down as text: in a tab only a token is kept. */
function keepInTab({ jid, agent, token }: Kept): void {
  if (token) tab((storage) => storage.setItem(TAB, JSON.stringify({ jid, agent, token })))
  else tab((storage) => storage.removeItem(TAB))
}

export async function keep(kept: Kept, where: Where): Promise<void> {
  if (where === 'tab') keepInTab(kept)
  else await orNothing(run('readwrite', (store) => store.put(kept, ONLY)))
}

export async function forget(): Promise<void> {
  tab((storage) => storage.removeItem(TAB))
  await orNothing(run('readwrite', (store) => store.delete(ONLY)))
}

export async function recall(): Promise<{ readonly kept: Kept; readonly where: Where } | undefined> {
  const here = tab((storage) => JSON.parse(storage.getItem(TAB) ?? 'null') as Kept | null)
  if (here?.token) return { kept: here, where: 'tab' }
  const kept = await orNothing(run<Kept | undefined>('readonly', (store) => store.get(ONLY)))
  return kept && { kept, where: 'browser' }
}
