import { Button } from 'react-aria-components'
import { comeBack } from '../actions/desk.ts'
import { Icon } from '../components/Icon.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { restingText } from '../model/words.ts'
import { t } from '../words/index.ts'

/** Off duty for missed requests: why nothing rings, and the click that ends it. */
export function RestingBar() {
  const app = useApp()
  const resting = useDesk((desk) => desk.resting)
  const canEnd = useDesk((desk) => comeBack.when(desk, app))
  if (!resting || !canEnd) return null
  return (
    <section className="bar-notice bar-loud" aria-label={t('Off duty')}>
      <Icon name="bell-off" />
      <span role="status">{restingText(resting)}</span>
      <Button className="button button-small" onPress={() => comeBack.run(app)}>
        {t('I am back')}
      </Button>
    </section>
  )
}
