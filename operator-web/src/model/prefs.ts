/** How this operator likes the desk, in this browser. No conversation is ever among it. */
export interface Prefs {
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'comfortable' | 'compact'
  readonly ringSound: boolean
  readonly messageSound: boolean
  readonly endSound: boolean
  /** Supervisors: when something on the floor should be looked at. */
  readonly floorSound: boolean
  /** When somebody comes to the site who fits these words; none is everybody. */
  readonly arrivalSound: boolean
  readonly arrivalRule: string
  /** What a visitor of the site is invited with. */
  readonly inviteWords: string
  /** 0 to 100 */
  readonly volume: number
  readonly notifications: boolean
  /** How the queue is arranged, and whose; the empty word is everybody's. */
  readonly queueOrder: string
  readonly queueOf: string
  /** How much of the side the queue has, percent. */
  readonly split: number
  /** Chats and workgroups that make no sound, by address; with spaces between. */
  readonly muted: string
}

export const defaultPrefs: Prefs = {
  theme: 'system',
  density: 'comfortable',
  ringSound: true,
  messageSound: true,
  endSound: true,
  floorSound: true,
  arrivalSound: false,
  arrivalRule: '',
  inviteWords: 'May I help you?',
  volume: 60,
  notifications: false,
  queueOrder: 'wait',
  queueOf: '',
  split: 46,
  muted: '',
}

/** Whatever was stored, by whatever version: each known setting if its type is right, else the default. */
export function readPrefs(text: string | null): Prefs {
  let stored: unknown
  try {
    stored = JSON.parse(text ?? '{}')
  } catch {
    return defaultPrefs
  }
  if (typeof stored !== 'object' || stored === null) return defaultPrefs
  const right = Object.entries(defaultPrefs).map(([name, value]) => {
    const found = (stored as Record<string, unknown>)[name]
    return [name, typeof found === typeof value ? found : value]
  })
  return Object.fromEntries(right) as Prefs
}
