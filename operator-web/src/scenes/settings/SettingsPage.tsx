import { t } from '../../words/index.ts'
import { SoundsAndLook } from '../SoundsAndLook.tsx'
import { CannedEditor } from './CannedEditor.tsx'

/** Everything about the desk that is this operator's own to choose. */
export default function SettingsPage() {
  return (
    <div className="page-body page-narrow">
      <h2 className="page-title">{t('Settings')}</h2>
      <section className="card settings-card" aria-label={t('Sounds and look')}>
        <SoundsAndLook />
      </section>
      <CannedEditor />
    </div>
  )
}
