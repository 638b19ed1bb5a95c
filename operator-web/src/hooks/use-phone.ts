import { useSyncExternalStore } from 'react'

/** Where `styles/narrow.css` shows one column at a time. */
export const PHONE = '(max-width: 719px)'
const query = matchMedia(PHONE)

const subscribe = (changed: () => void): (() => void) => {
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => query.matches)
