import { useState } from 'react'
import { Button } from 'react-aria-components'
import { allowNotifications } from '../alarm/attend.ts'
import { awake, notificationsBlocked } from '../alarm/awake.ts'
import { Icon } from '../components/Icon.tsx'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import { isOnline } from '../model/select.ts'
import { t } from '../words/index.ts'

const BLOCKED = {
  'asked-never': t('Desktop notifications have not been allowed yet.'),
  refused: t('This browser refuses desktop notifications: allow them beside the address.'),
  impossible: t('This browser has no desktop notifications.'),
} as const

/** What keeps the desk from calling: said as long as it is so, because nobody notices what they do not hear. */
export function AttentionBar() {
  const app = useApp()
  const prefs = useValue(app.prefs)
  const heard = useValue(awake)
  const online = useDesk(isOnline)
  // The browser tells nobody when it changes: it is looked up again after a click.
  const [, again] = useState(0)
  const blocked = prefs.notifications ? notificationsBlocked() : undefined
  const wantsSound = (prefs.ringSound || prefs.messageSound || prefs.endSound) && prefs.volume > 0
  const mute = wantsSound && !heard
  if (!online || !(mute || blocked)) return null
  const allow = () => void allowNotifications().then(() => again((times) => times + 1))
  return (
    <section className={`bar-notice${mute ? ' bar-loud' : ''}`} aria-label={t('What does not call you')}>
      <Icon name="bell-off" />
      <span role="status">
        {mute && `${t('Sounds are off until you click or press a key on this page.')} `}
        {blocked && BLOCKED[blocked]}
      </span>
      {mute && <Button className="button button-small">{t('Switch on sounds')}</Button>}
      {blocked === 'asked-never' && (
        <Button className="button button-small" onPress={allow}>
          {t('Allow notifications')}
        </Button>
      )}
      {blocked && !mute && (
        <Button className="link" onPress={() => app.prefs.set({ ...prefs, notifications: false })}>
          {t('Do without')}
        </Button>
      )}
    </section>
  )
}
