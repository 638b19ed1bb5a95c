import { Button } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { useApp } from '../hooks/use-app.ts'
import { t } from '../words/index.ts'
import { OwnStatus } from './OwnStatus.tsx'
import { QuickSettings } from './QuickSettings.tsx'
import { SectionLinks } from './SectionLinks.tsx'

/** The edge of the desk: what is there always. On a phone it lies at the top. */
export function Rail() {
  const app = useApp()
  return (
    <header className="rail">
      <h1 className="unseen">{t('Parlor desk')}</h1>
      <img className="rail-logo" src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="32" height="32" />
      <SectionLinks />
      <span className="rail-gap" />
      <Button
        className="rail-button rail-keys"
        aria-label={t('Keyboard shortcuts')}
        onPress={() => app.dialog.set({ is: 'shortcuts' })}
      >
        <Icon name="keys" />
      </Button>
      <QuickSettings />
      <OwnStatus />
    </header>
  )
}
