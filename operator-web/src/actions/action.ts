/** One thing an operator can do, said once: menus, keys and buttons all take it from here. */
import type { App } from '../desk/app.ts'
import type { Desk } from '../model/types.ts'

export interface Action {
  readonly id: string
  readonly label: (desk: Desk) => string
  /** As a person reads them: `Enter`, `Alt+1`, `Ctrl+K`. */
  readonly keys?: readonly string[]
  /**
   * `idle`: only while no field, button or dialog has the keyboard. Keys with Alt or Ctrl work everywhere.
   */
  readonly scope?: 'idle' | 'everywhere'
  /** The menu it stands in, beside the palette. */
  readonly menu?: 'chat' | 'supervise'
  /** What is not possible now is absent: there is no second flag that greys it out. */
  readonly when: (desk: Desk, app: App) => boolean
  readonly run: (app: App) => void
}

/** `Alt+1` for the event of that key; `Ctrl` stands for the Mac's command key too. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): string {
  // On some layouts Alt makes other characters of digits and letters: then the place of the key counts.
  const digit = event.altKey ? /^(?:Digit|Key)(.)$/.exec(event.code)?.[1] : undefined
  const key = digit ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key)
  const modifiers = [(event.ctrlKey || event.metaKey) && 'Ctrl', event.altKey && 'Alt'].filter(Boolean)
  return [...modifiers, key].join('+')
}

/** The action of a key, if it is possible now. */
export function actionFor(
  actions: readonly Action[],
  key: string,
  idle: boolean,
  desk: Desk,
  app: App,
): Action | undefined {
  return actions.find(
    (action) =>
      action.keys?.includes(key) &&
      (idle || action.scope === 'everywhere' || key.includes('+')) &&
      action.when(desk, app),
  )
}
