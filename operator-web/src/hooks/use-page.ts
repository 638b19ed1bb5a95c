import { useEffect } from 'react'
import { attend } from '../alarm/attend.ts'
import { followAddress } from '../desk/address.ts'
import type { App } from '../desk/app.ts'
import { direction, language } from '../words/index.ts'
import { PHONE } from './use-phone.ts'

/** The page around the desk: is anybody looking, and at what, is there a network, is the page about to go? */
export function usePage(app: App): void {
  useEffect(() => attend(app), [app])
  useEffect(() => followAddress(app, () => matchMedia(PHONE).matches), [app])
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const look = () => {
      const here = document.visibilityState === 'visible' && document.hasFocus()
      const section = app.section.get()
      app.shell?.looking(here && section === 'desk', here && (section === 'desk' || section === 'team'))
    }
    const unsubscribe = app.section.subscribe(look)
    for (const name of ['focus', 'blur']) window.addEventListener(name, look, { signal })
    document.addEventListener('visibilitychange', look, { signal })
    window.addEventListener('online', () => app.shell?.hurry(), { signal })
    window.addEventListener('pagehide', app.leave, { signal })
    // A page that the browser kept and shows again has lost its connection.
    window.addEventListener('pageshow', (event) => event.persisted && location.reload(), { signal })
    return () => {
      unsubscribe()
      controller.abort()
    }
  }, [app])
}

/** Language, theme and density are attributes of the page; the tokens in `styles/theme.css` do the rest. */
export function useLook(app: App): void {
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = direction
    const show = () => {
      const { theme, density } = app.prefs.get()
      document.documentElement.dataset.theme = theme
      document.documentElement.dataset.density = density
    }
    show()
    return app.prefs.subscribe(show)
  }, [app])
}
