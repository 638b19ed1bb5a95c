import { Button } from 'react-aria-components'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { useNow } from '../hooks/use-now.ts'
import { isStranger } from '../model/select.ts'
import { Icon } from './Icon.tsx'

/** One thin bar while something is not as it should be; work goes on under it. */
export function ConnectionBar() {
  const session = useDesk((desk) => desk.session)
  const stranger = useDesk(isStranger)
  const unreachable = useDesk((desk) => unreachableNames(desk.workgroups))
  const retryAt = session.is === 'reconnecting' ? session.retryAt : undefined
  if (session.is === 'reconnecting') return <Reconnecting retryAt={retryAt} />
  if (stranger)
    return (
      <Bar text="You are signed in, but not an operator of any workgroup here. Ask a supervisor to add you." />
    )
  if (unreachable)
    return (
      <Bar
        text={`${unreachable} does not answer. Your chats go on; new requests will come when it is back.`}
      />
    )
  return null
}

const unreachableNames = (workgroups: ReadonlyMap<string, { name: string; duty: string }>): string =>
  [...workgroups.values()]
    .filter((workgroup) => workgroup.duty === 'unreachable')
    .map((workgroup) => workgroup.name)
    .join(' and ')

const Bar = ({ text }: { text: string }) => (
  <section className="bar-notice" aria-label="Connection">
    <Icon name="alert" />
    <span role="status">{text}</span>
  </section>
)

function Reconnecting({ retryAt }: { retryAt: number | undefined }) {
  const app = useApp()
  const now = useNow()
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - now) / 1000)
  const when = seconds > 1 ? `next try in ${seconds} s` : 'trying now'
  return (
    <section className="bar-notice" aria-label="Connection">
      <Icon name="wifi" />
      <span role="status">Reconnecting. Your messages are kept.</span>
      <span className="tabular bar-when" aria-hidden="true">
        {when}
      </span>
      {seconds > 1 && (
        <Button className="link" onPress={() => app.shell?.hurry()}>
          Try now
        </Button>
      )}
    </section>
  )
}
