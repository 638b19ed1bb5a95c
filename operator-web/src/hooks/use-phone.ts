import { useSyncExternalStore } from 'react'

/** Where `styles/narrow.css` shows one column at a time. */
const PHONE = matchMedia('(max-width: 719px)')

const subscribe = (changed: () => void): (() => void) => {
  PHONE.addEventListener('change', changed)
  return () => PHONE.removeEventListener('change', changed)
}

export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => PHONE.matches)
