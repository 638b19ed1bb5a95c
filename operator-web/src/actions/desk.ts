import { withShow } from '../model/people.ts'
import { activeChats } from '../model/select.ts'
import type { Own } from '../model/types.ts'
import { SHOW_WORDS } from '../model/words.ts'
import { t } from '../words/index.ts'
import type { Action } from './action.ts'

const online: Action['when'] = (desk) => desk.session.is !== 'signed-out'

const SHOWS: readonly Own['show'][] = ['available', 'away', 'xa', 'dnd']

const statuses: readonly Action[] = SHOWS.map((show) => ({
  id: `status-${show}`,
  label: () => t('Status: {show}', { show: SHOW_WORDS[show] }),
  when: (desk, app) => online(desk, app) && desk.own.show !== show,
  run: (app) => app.shell?.setOwn(withShow(app.desk.get().own, show)),
}))

export const comeBack: Action = {
  id: 'come-back',
  label: () => t('I am back: on duty again'),
  when: (desk) => desk.resting !== undefined && desk.session.is === 'online',
  run: (app) => app.shell?.comeBack(),
}

const palette: Action = {
  id: 'palette',
  label: () => t('Find an action or a chat'),
  keys: ['Ctrl+K'],
  when: online,
  run: (app) => app.dialog.set({ is: 'palette' }),
}

const shortcuts: Action = {
  id: 'shortcuts',
  label: () => t('Keyboard shortcuts'),
  keys: ['Alt+/', 'F1'],
  scope: 'everywhere',
  when: online,
  run: (app) => app.dialog.set({ is: 'shortcuts' }),
}

const mute: Action = {
  id: 'mute',
  label: () => t('Sounds on or off'),
  keys: ['Alt+M'],
  when: online,
  run: (app) => {
    const prefs = app.prefs.get()
    const on = !(prefs.ringSound || prefs.messageSound || prefs.endSound)
    app.prefs.set({ ...prefs, ringSound: on, messageSound: on, endSound: on })
  },
}

const dark: Action = {
  id: 'theme',
  label: () => t('Light or dark'),
  keys: ['Alt+D'],
  when: online,
  run: (app) => {
    const prefs = app.prefs.get()
    const isDark =
      prefs.theme === 'dark' ||
      (prefs.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
    app.prefs.set({ ...prefs, theme: isDark ? 'light' : 'dark' })
  },
}

export const hurry: Action = {
  id: 'hurry',
  label: () => t('Try to connect now'),
  when: (desk) => desk.session.is === 'reconnecting',
  run: (app) => app.shell?.hurry(),
}

export const signOut: Action = {
  id: 'sign-out',
  label: () => t('Sign out'),
  when: online,
  run: (app) => {
    // Visitors would be left alone without a word.
    if (activeChats(app.desk.get()) > 0) app.dialog.set({ is: 'sign-out' })
    else void app.signOut()
  },
}

export const deskActions = [...statuses, comeBack, palette, shortcuts, mute, dark, hurry, signOut]
