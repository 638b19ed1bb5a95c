import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { useApp, useValue } from '../hooks/use-app.ts'
import { usePhone } from '../hooks/use-phone.ts'
import { t } from '../words/index.ts'
import { SoundsAndLook } from './SoundsAndLook.tsx'

/** What one wants to change without leaving what is on the screen. */
export function QuickSettings() {
  const prefs = useValue(useApp().prefs)
  const silent = !(prefs.ringSound || prefs.messageSound || prefs.endSound) || prefs.volume === 0
  const phone = usePhone()
  return (
    <DialogTrigger>
      <Button
        className="rail-button"
        aria-label={silent ? t('Sounds and look (sounds are off)') : t('Sounds and look')}
      >
        <Icon name={silent ? 'bell-off' : 'bell'} />
      </Button>
      <Popover placement={phone ? 'bottom end' : 'right bottom'} className="popover">
        <Dialog className="settings" aria-label={t('Sounds and look')}>
          <SoundsAndLook />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
