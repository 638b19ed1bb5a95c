import type { App } from '../desk/app.ts'
import { isOnline, ringing } from '../model/select.ts'
import type { CaseId } from '../model/types.ts'
import { t } from '../words/index.ts'
import type { Action } from './action.ts'

/** Takes a request, shows its chat and puts the cursor into it: the same for buttons and keys. */
export function takeCase(app: App, id: CaseId | undefined): void {
  if (id === undefined) return
  app.shell?.take(id)
  app.show('talk')
  app.focusMessage()
}

/** Shows the case of somebody who waits. */
export function showCase(app: App, id: CaseId): void {
  app.shell?.preview(id)
  app.show('case')
}

/** An Enter that was meant for something else must not take a request that appeared under it. */
const REFLEX = 400

export const take: Action = {
  id: 'take',
  label: (desk) => t('Take {name}', { name: ringing(desk)[0]?.case.name ?? t('the request that rings') }),
  keys: ['Alt+Enter'],
  when: (desk) => isOnline(desk) && ringing(desk).length > 0,
  run: (app) => takeCase(app, ringing(app.desk.get())[0]?.case.id),
}

/** The same with the plainest key. */
export const takeByEnter: Action = {
  ...take,
  id: 'take-by-enter',
  keys: ['Enter'],
  when: (desk, app) => take.when(desk, app) && app.clock.now() - (ringing(desk)[0]?.since ?? 0) > REFLEX,
}

export const decline: Action = {
  id: 'decline',
  label: () => t('Not me'),
  keys: ['Escape', 'Alt+Backspace'],
  when: (desk) => isOnline(desk) && ringing(desk).length > 0,
  run: (app) => {
    const offer = ringing(app.desk.get())[0]
    if (offer) app.shell?.decline(offer.case.id)
  },
}

export const takeNext: Action = {
  id: 'take-next',
  label: () => t('Take the next in the queue'),
  keys: ['Alt+N'],
  when: (desk) => isOnline(desk) && ringing(desk).length === 0 && desk.queue.length > 0,
  run: (app) => takeCase(app, app.desk.get().queue[0]?.case.id),
}
