/** The address bar and the desk, kept at one: what is shown has an address, and an address shows it (D8). */
import { addressNow, chatOfCase, isCaseOf, placeOf } from '../model/place.ts'
import type { App } from './app.ts'

/** Returns what ends it. `isPhone`: one pane at a time. */
export function followAddress(app: App, isPhone: () => boolean): () => void {
  let first = true
  const write = () => {
    const address = addressNow(app.desk.get(), app.section.get(), app.pane.get(), isPhone())
    if (address === undefined || address === location.pathname) return
    // What the desk has opened by itself after the sign-in is no step to go back to.
    history[first ? 'replaceState' : 'pushState'](null, '', address)
    first = false
  }
  // Several facts of one moment are one step.
  let due = false
  const soon = () => {
    if (due) return
    due = true
    queueMicrotask(() => {
      due = false
      write()
    })
  }
  const read = () => {
    first = false
    visit(app, location.pathname)
  }
  const ends = [app.desk.subscribe(soon), app.section.subscribe(soon), app.pane.subscribe(soon)]
  // A click on a notification that the service worker has shown.
  const told = ({ data }: MessageEvent<unknown>) => {
    const address = (data as { readonly show?: unknown } | null)?.show
    if (typeof address !== 'string') return
    // Nobody is signed in yet: the desk begins where its address says.
    if (!app.shell) history.replaceState(null, '', address)
    visit(app, address)
  }
  window.addEventListener('popstate', read)
  navigator.serviceWorker?.addEventListener('message', told)
  return () => {
    window.removeEventListener('popstate', read)
    navigator.serviceWorker?.removeEventListener('message', told)
    for (const end of ends) end()
  }
}

/** Shows what an address stands for; what is not there yet is waited for. */
export function visit(app: App, path: string): void {
  const { section, case: key, facts } = placeOf(path)
  app.section.set(section)
  if (section !== 'desk') return
  if (key === undefined) {
    app.pane.set('queue')
    app.shell?.open(undefined)
    return
  }
  app.pane.set(facts ? 'case' : 'talk')
  const desk = app.desk.get()
  const chat = chatOfCase(desk, key)
  const request = [...desk.offers, ...desk.queue].find((item) => isCaseOf(key, item.case))
  if (chat) app.shell?.open(chat.room)
  else if (request) app.shell?.preview(request.case.id)
  else app.shell?.want(key)
}
