import { useEffect } from 'react'
import { actionFor, keyName } from '../actions/action.ts'
import { actions } from '../actions/index.ts'
import type { App } from '../desk/app.ts'

const BUSY =
  'input, textarea, select, button, a[href], [contenteditable], [role=dialog], [role=menu], [role=alertdialog]'

/** Is the keyboard anybody's? A list of tabs has no use for Enter and Escape. */
function isIdle(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return false
  return !(target instanceof Element && target.closest(BUSY))
}

/** Every key of the desk goes through the table of actions. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const action = actionFor(actions, keyName(event), isIdle(event.target), app.desk.get(), app)
      if (!action) return
      event.preventDefault()
      action.run(app)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [app])
}
