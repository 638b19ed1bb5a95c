import { createContext, useContext, useSyncExternalStore } from 'react'
import type { App } from '../desk/app.ts'
import type { Readable } from '../model/store.ts'
import type { Desk, RoomJid } from '../model/types.ts'

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('outside of the app')
  return app
}

export const useValue = <T>(source: Readable<T>): T => useSyncExternalStore(source.subscribe, source.get)

/** A part of the desk; `select` must give the same object again while nothing in it changed. */
export function useDesk<T>(select: (desk: Desk) => T): T {
  const { desk } = useApp()
  return useSyncExternalStore(desk.subscribe, () => select(desk.get()))
}

/** What is being written in one chat. */
export function useDraft(room: RoomJid): string {
  const { drafts } = useApp()
  return useSyncExternalStore(drafts.subscribe, () => drafts.get().get(room) ?? '')
}

export const useWholeDesk = (): Desk => useValue(useApp().desk)
