import { useEffect } from 'react'
import { actionFor, keyName } from '../actions/action.ts'
import { actions } from '../actions/index.ts'
import type { App } from '../desk/app.ts'
import { isForInputMethod } from './input-method.ts'
import { nextPane } from './panes.ts'

const BUSY =
  'input, textarea, select, button, a[href], [contenteditable], [role=dialog], [role=menu], [role=alertdialog]'

const MODAL = '[role=dialog], [role=alertdialog], [role=menu]'

/** Is the keyboard anybody's? A list of tabs has no use for Enter and Escape. */
function isIdle(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return false
  return !(target instanceof Element && target.closest(BUSY))
}

const hasModifier = (event: KeyboardEvent): boolean => event.altKey || event.ctrlKey || event.metaKey

/**
 * Every key of the desk goes through the table of actions: with Alt or Ctrl before anything else hears of it, or a button
 * that has the focus would be pressed by Alt+Enter; without, when nobody else wanted it.
 */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isForInputMethod(event) || event.repeat) return
      if (event.key === 'F6' && !document.querySelector(MODAL) && nextPane(event.shiftKey))
        return event.preventDefault()
      const action = actionFor(actions, keyName(event), isIdle(event.target), app.desk.get(), app)
      if (!action) return
      event.preventDefault()
      event.stopPropagation()
      action.run(app)
    }
    const first = (event: KeyboardEvent) => hasModifier(event) && onKey(event)
    const last = (event: KeyboardEvent) => !hasModifier(event) && onKey(event)
    window.addEventListener('keydown', first, true)
    window.addEventListener('keydown', last)
    return () => {
      window.removeEventListener('keydown', first, true)
      window.removeEventListener('keydown', last)
    }
  }, [app])
}
