/** Browsers let a page sound only after the person has touched it: a desk that the browser restored is mute until then. */
import { Store } from '../model/store.ts'

/**
 * A click is heard when it has arrived: what is told by then may move the page, and a button that moves away between
 * the pointer's down and up is not pressed.
 */
const TOUCHES = ['click', 'keydown'] as const

/** True as soon as sounds are heard. */
export const awake = new Store(
  typeof navigator !== 'undefined' && (navigator.userActivation?.hasBeenActive ?? true),
)

/** Returns what ends it. */
export function wakeAtTouch(): () => void {
  const touched = () => {
    if (navigator.userActivation?.hasBeenActive ?? true) awake.set(true)
  }
  for (const name of TOUCHES) window.addEventListener(name, touched, true)
  return () => {
    for (const name of TOUCHES) window.removeEventListener(name, touched, true)
  }
}

/** What stands in the way of notifications, where they are wanted. */
export type Blocked = 'asked-never' | 'refused' | 'impossible'

export function notificationsBlocked(): Blocked | undefined {
  if (typeof Notification === 'undefined') return 'impossible'
  if (Notification.permission === 'granted') return undefined
  return Notification.permission === 'denied' ? 'refused' : 'asked-never'
}
