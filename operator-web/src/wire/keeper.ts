/**
 * What stays in this browser between two page loads: never the password, but a FAST token where the server gives one,
 * else the password as a key that can sign in and cannot be read (`passwordKey`). In IndexedDB, which can hold such keys.
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

export const keep = (kept: Kept): Promise<unknown> =>
  orNothing(run('readwrite', (store) => store.put(kept, ONLY)))
export const forget = (): Promise<unknown> => orNothing(run('readwrite', (store) => store.delete(ONLY)))
export const recall = (): Promise<Kept | undefined> =>
  orNothing(run<Kept | undefined>('readonly', (store) => store.get(ONLY)))
