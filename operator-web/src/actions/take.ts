import { isOnline, ringing } from '../model/select.ts'
import type { Action } from './action.ts'

/** An Enter that was meant for something else must not take a request that appeared under it. */
const REFLEX = 400

export const take: Action = {
  id: 'take',
  label: (desk) => `Take ${ringing(desk)[0]?.case.name ?? 'the request'}`,
  keys: ['Enter', 'Alt+Enter'],
  when: (desk, app) => {
    const offer = ringing(desk)[0]
    return isOnline(desk) && offer !== undefined && app.clock.now() - offer.since > REFLEX
  },
  run: (app) => {
    const offer = ringing(app.desk.get())[0]
    if (!offer) return
    app.shell?.take(offer.case.id)
    app.pane.set('talk')
    app.focusMessage()
  },
}

export const decline: Action = {
  id: 'decline',
  label: () => 'Not me',
  keys: ['Escape', 'Alt+Backspace'],
  when: (desk) => isOnline(desk) && ringing(desk).length > 0,
  run: (app) => {
    const offer = ringing(app.desk.get())[0]
    if (offer) app.shell?.decline(offer.case.id)
  },
}

export const takeNext: Action = {
  id: 'take-next',
  label: () => 'Take the next in the queue',
  keys: ['Alt+N'],
  when: (desk) => isOnline(desk) && ringing(desk).length === 0 && desk.queue.length > 0,
  run: (app) => {
    const request = app.desk.get().queue[0]
    if (!request) return
    app.shell?.take(request.case.id)
    app.pane.set('talk')
    app.focusMessage()
  },
}
