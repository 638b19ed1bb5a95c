/** The browser's storage behind two stores: settings for good, drafts until the tab is closed. */
import { type Prefs, readPrefs } from '../model/prefs.ts'
import { Store } from '../model/store.ts'
import type { BareJid, Desk, RoomJid } from '../model/types.ts'

export type Drafts = ReadonlyMap<RoomJid, string>

const PREFS = 'parlor-desk-settings'
const DRAFTS = 'parlor-desk-drafts'
const SLOTS = 'parlor-desk-numbers'

/** Storage may be forbidden (private windows, policies): then nothing is kept, and nothing fails. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

export function storedPrefs(): Store<Prefs> {
  const store = new Store(readPrefs(quietly(() => localStorage.getItem(PREFS)) ?? null))
  store.subscribe(() => quietly(() => localStorage.setItem(PREFS, JSON.stringify(store.get()))))
  return store
}

export function storedDrafts(): Store<Drafts> {
  const store = new Store<Drafts>(new Map(quietly(() => JSON.parse(sessionStorage.getItem(DRAFTS) ?? '[]'))))
  store.subscribe(() => quietly(() => sessionStorage.setItem(DRAFTS, JSON.stringify([...store.get()]))))
  return store
}

/** The numbers of the chats, which stay through a reload. */
export function storedSlots(desk: Store<Desk>): Store<Desk> {
  let { slots } = desk.get()
  const kept = quietly(() => new Map<string, number>(JSON.parse(localStorage.getItem(SLOTS) ?? '[]')))
  if (kept) {
    slots = kept
    desk.set({ ...desk.get(), slots })
  }
  desk.subscribe(() => {
    const now = desk.get().slots
    if (now === slots) return
    slots = now
    quietly(() => localStorage.setItem(SLOTS, JSON.stringify([...slots])))
  })
  return desk
}

export function setDraft(drafts: Store<Drafts>, room: RoomJid, text: string): void {
  const next = new Map(drafts.get())
  if (text) next.set(room, text)
  else next.delete(room)
  drafts.set(next)
}

const TALKS = 'parlor-desk-talks'

/** How far each talk with a colleague was read in this browser. */
export const storedTalkReads = (): readonly (readonly [BareJid, number])[] =>
  quietly(() => Object.entries(JSON.parse(localStorage.getItem(TALKS) ?? '{}') as Record<BareJid, number>)) ??
  []

export const keepTalkReads = (reads: readonly (readonly [BareJid, number])[]): void => {
  quietly(() => localStorage.setItem(TALKS, JSON.stringify(Object.fromEntries(reads))))
}
