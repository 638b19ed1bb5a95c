/** Microphone and camera of a call that is on: which, and whether the microphone hears anything. */
import { devicesFor, levels, trackOf, type Use } from '../../shared/call/devices.ts'
import type { Kind } from '../../shared/call/peer.ts'
import { make } from './make.ts'
import type { CallWords } from './words.ts'

type Choose = (use: Use, device: string) => void

let isOpen = false
let stop: (() => void) | undefined

/** The call is over. */
export function forget(): void {
  isOpen = false
  stop?.()
  stop = undefined
}

/** Nothing is asked of the browser before it is opened. */
export function tools(own: MediaStream, kind: Kind, words: CallWords, choose: Choose): HTMLElement {
  const level = make('meter', { min: 0, max: 1, value: 0, attrs: { 'aria-label': words.level } })
  const inside = make('div', { className: 'call-devices' }, level)
  stop?.()
  stop = undefined
  const show = () => {
    stop ??= levels(own, (value) => {
      level.value = value
    })
    const uses: readonly Use[] = kind === 'video' ? ['audio', 'video'] : ['audio']
    void Promise.all(uses.map((use) => chooser(own, use, words, choose))).then((lists) =>
      inside.replaceChildren(...lists, level),
    )
  }
  const whole = make(
    'details',
    { open: isOpen },
    make('summary', { id: 'call-tools' }, words.devices),
    inside,
  )
  whole.ontoggle = () => {
    if (!whole.isConnected) return
    isOpen = whole.open
    if (isOpen) show()
    else forget()
  }
  return whole
}

async function chooser(own: MediaStream, use: Use, words: CallWords, choose: Choose): Promise<HTMLElement> {
  const used = trackOf(own, use)?.getSettings().deviceId
  const list = make('select', { id: `call-${use}` })
  for (const { deviceId, label } of await devicesFor(use))
    list.append(make('option', { value: deviceId, selected: deviceId === used }, label))
  list.onchange = () => choose(use, list.value)
  return make('label', {}, use === 'audio' ? words.microphone : words.camera, list)
}
