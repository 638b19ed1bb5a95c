import { Switch } from 'react-aria-components'
import type { PushState } from '../desk/push.ts'
import { useApp, useValue } from '../hooks/use-app.ts'
import { Store } from '../model/store.ts'
import { t } from '../words/index.ts'

const NOBODY = new Store<PushState>('impossible')

const HINTS: { readonly [S in PushState]?: string } = {
  off: t(
    'A visitor who waits rings on this device, without their name or words. Not while you do not want to be disturbed.',
  ),
  on: t('It ends when you sign out, and is silent while you do not want to be disturbed.'),
  refused: t(
    'This browser has been told to show nothing from the desk: allow notifications in its settings.',
  ),
  failed: t("The browser's push service could not be reached. Try again later."),
}

/** Web Push (D8), where browser and installation have it. */
export function RingsWhenClosed() {
  const push = useApp().shell?.push
  const state = useValue(push?.state ?? NOBODY)
  if (!push || state === 'unknown' || state === 'impossible') return null
  return (
    <div className="setting-with-hint">
      <Switch
        className="switch"
        isSelected={state === 'on'}
        onChange={(on) => void (on ? push.turnOn() : push.turnOff())}
      >
        <span className="switch-track" />
        {t('On this device, while the desk is closed')}
      </Switch>
      <p className="setting-hint">{HINTS[state]}</p>
    </div>
  )
}
