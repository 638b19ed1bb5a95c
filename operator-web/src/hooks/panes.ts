/** F6 goes from pane to pane, Shift F6 back, as in other programs (D6). */

/** In the order in which they stand; what is not shown is left out. */
const PANES = ['.sections', '.queue', '.chats', '.talk', '.facts', '.page', '.bottom-bar']

const REACHABLE =
  'a[href], button:not(:disabled), textarea, input:not(:disabled), select, [tabindex="0"], [role=tab][aria-selected=true]'

const isShown = (element: Element): boolean => element.getClientRects().length > 0

function enter(pane: Element): void {
  const wanted = pane.querySelector('[role=tab][aria-selected=true], [aria-current=page], textarea')
  const first = [...pane.querySelectorAll(REACHABLE)].find(isShown)
  const target = wanted && isShown(wanted) ? wanted : (first ?? pane)
  if (target instanceof HTMLElement) target.focus()
}

/** False where there is nowhere to go. */
export function nextPane(back: boolean, root: Document = document): boolean {
  const panes = PANES.flatMap((selector) => [...root.querySelectorAll(selector)]).filter(isShown)
  if (panes.length === 0) return false
  const at = panes.findIndex((pane) => pane.contains(root.activeElement))
  const next = back ? (at <= 0 ? panes.length - 1 : at - 1) : (at + 1) % panes.length
  const pane = panes[next]
  if (pane) enter(pane)
  return pane !== undefined
}
