/** Watches the desk and calls the operator: sound, desktop notification, title. */
import type { App } from '../desk/app.ts'
import { type Alarm, isRinging, newAlarms, titleOf } from '../model/alarms.ts'
import { alarmsOn } from '../model/floor.ts'
import { isMuted } from '../model/mute.ts'
import { unreadTotal } from '../model/select.ts'
import { arrivals } from '../model/visitors.ts'
import { t } from '../words/index.ts'
import { awake, wakeAtTouch } from './awake.ts'
import { play, type SoundName } from './sounds.ts'

const RING_EVERY = 3_500
const FLASH_EVERY = 1_000

const SWITCH = {
  request: 'ringSound',
  message: 'messageSound',
  ended: 'endSound',
  alarm: 'floorSound',
} as const

/** Returns what ends it. */
export function attend(app: App): () => void {
  let before = app.desk.get()
  let flash = true
  const sound = (name: SoundName) => {
    const prefs = app.prefs.get()
    if (prefs[SWITCH[name]]) play(name, prefs.volume)
  }
  const isMute = () => app.prefs.get().ringSound && !awake.get()
  const showTitle = () => {
    document.documentElement.toggleAttribute('data-mute', isMute())
    document.title = titleOf(app.desk.get(), flash, isMute())
  }
  const unsubscribe = app.desk.subscribe(() => {
    const after = app.desk.get()
    const prefs = app.prefs.get()
    const alarms = newAlarms(before, after).filter(({ key }) => !isMuted(prefs, after, key))
    if (prefs.arrivalSound && arrivals(before.visitors, after.visitors, prefs.arrivalRule).length > 0)
      play('message', prefs.volume)
    before = after
    for (const name of new Set(alarms.map((alarm) => alarm.is))) sound(name)
    for (const alarm of alarms) notify(app, alarm)
    if (alarms.length > 0) flash = true
    showTitle()
  })
  const rings = () => isRinging(app.desk.get()) || isCalled(app)
  const ring = setInterval(() => rings() && sound('request'), RING_EVERY)
  let wasCalled = false
  let known = new Set<string>()
  const blink = setInterval(() => {
    flash = !flash
    const now = alarmsOn(app.desk.get(), app.clock.now()).map(({ key }) => key)
    if (now.some((key) => !known.has(key))) sound('alarm')
    known = new Set(now)
    if (isCalled(app) && !wasCalled) callIn(app, sound)
    wasCalled = isCalled(app)
    if (isRinging(app.desk.get()) || unreadTotal(app.desk.get()) > 0) showTitle()
  }, FLASH_EVERY)
  const sleeps = wakeAtTouch()
  const wakes = awake.subscribe(() => {
    showTitle()
    if (isRinging(app.desk.get())) sound('request')
  })
  showTitle()
  return () => {
    unsubscribe()
    sleeps()
    wakes()
    clearInterval(ring)
    clearInterval(blink)
  }
}

const isCalled = (app: App): boolean => app.shell?.calls.isRinging() ?? false

/** A visitor asks for a call (C6). */
function callIn(app: App, sound: (name: SoundName) => void): void {
  sound('request')
  const { room, with: name } = app.shell?.calls.current.get() ?? { room: '', with: '' }
  notify(app, { is: 'message', key: room, name, text: t('{name} would like to talk', { name }) })
}

const HEADING: Record<Alarm['is'], (name: string) => string> = {
  request: (name) => t('{name} is waiting', { name }),
  message: (name) => name,
  ended: (name) => name,
}

/** Only while nobody looks: on the screen the desk says it itself. */
function notify(app: App, alarm: Alarm): void {
  if (!app.prefs.get().notifications || typeof Notification === 'undefined') return
  if (Notification.permission !== 'granted' || (app.desk.get().looking && alarm.is !== 'request')) return
  const [heading, words] = [HEADING[alarm.is](alarm.name), { body: alarm.text, tag: alarm.key }]
  try {
    const shown = new Notification(heading, words)
    shown.onclick = () => {
      window.focus()
      if (app.desk.get().talks.has(alarm.key)) showTalk(app, alarm.key)
      else if (alarm.is !== 'request') app.shell?.open(alarm.key)
      shown.close()
    }
  } catch {
    // Phones allow notifications from service workers alone.
    void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(heading, words))
  }
}

function showTalk(app: App, other: string): void {
  app.section.set('team')
  app.shell?.talks.open(other)
}

/** Asked on a click, never by itself. Resolves to whether they will be shown. */
export async function allowNotifications(): Promise<boolean> {
  if (typeof Notification === 'undefined') return false
  return (await Notification.requestPermission()) === 'granted'
}
