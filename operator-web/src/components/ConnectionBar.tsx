import { Button } from 'react-aria-components'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { useNow } from '../hooks/use-now.ts'

import { isStranger } from '../model/select.ts'
import { listed, many, t } from '../words/index.ts'
import { Icon } from './Icon.tsx'

/** One thin bar while something is not as it should be; work goes on under it. */
export function ConnectionBar() {
  const session = useDesk((desk) => desk.session)
  const stranger = useDesk(isStranger)
  const unreachable = useDesk((desk) => unreachableText(desk.workgroups))
  const retryAt = session.is === 'reconnecting' ? session.retryAt : undefined
  if (session.is === 'reconnecting') return <Reconnecting retryAt={retryAt} />
  if (stranger)
    return (
      <Bar
        text={t('You are signed in, but not an operator of any workgroup here. Ask a supervisor to add you.')}
      />
    )
  return unreachable ? <Bar text={unreachable} /> : null
}

/** In one string: a list would be another at each look. */
function unreachableText(
  workgroups: ReadonlyMap<string, { name: string; duty: string }>,
): string | undefined {
  const names = [...workgroups.values()].filter(({ duty }) => duty === 'unreachable').map(({ name }) => name)
  if (names.length === 0) return undefined
  return many(
    names.length,
    '{names} does not answer. Your chats go on; new requests will come when it is back.',
    '{names} do not answer. Your chats go on; new requests will come when they are back.',
    { names: listed(names) },
  )
}

const Bar = ({ text }: { text: string }) => (
  <section className="bar-notice" aria-label={t('Connection')}>
    <Icon name="alert" />
    <span role="status">{text}</span>
  </section>
)

function Reconnecting({ retryAt }: { retryAt: number | undefined }) {
  const app = useApp()
  const now = useNow()
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - now) / 1000)
  const when = seconds > 1 ? t('next try in {seconds} s', { seconds }) : t('trying now')
  return (
    <section className="bar-notice" aria-label={t('Connection')}>
      <Icon name="wifi" />
      <span role="status">{t('Reconnecting. Your messages are kept.')}</span>
      <span className="tabular bar-when" aria-hidden="true">
        {when}
      </span>
      <Button className="link" onPress={() => app.shell?.hurry()}>
        {t('Try now')}
      </Button>
    </section>
  )
}
