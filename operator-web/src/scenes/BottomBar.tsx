import { Button } from 'react-aria-components'
import { Icon, type IconName } from '../components/Icon.tsx'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import type { Pane } from '../model/place.ts'
import { unreadTotal } from '../model/select.ts'

const PANES: readonly { pane: Pane; icon: IconName; label: string }[] = [
  { pane: 'queue', icon: 'queue', label: 'Queue' },
  { pane: 'talk', icon: 'chat', label: 'Chat' },
  { pane: 'case', icon: 'case', label: 'Case' },
]

/** On a phone: one pane at a time. */
export function BottomBar() {
  const app = useApp()
  const pane = useValue(app.pane)
  const counts: Record<Pane, number> = {
    queue: useDesk((desk) => desk.queue.length),
    talk: useDesk(unreadTotal),
    case: 0,
  }
  return (
    <nav className="bottom-bar" aria-label="Panes">
      {PANES.map(({ pane: each, icon, label }) => (
        <Button
          key={each}
          className="bottom-button"
          aria-current={pane === each ? 'page' : false}
          onPress={() => app.show(each)}
        >
          <Icon name={icon} />
          <span>{label}</span>
          {counts[each] > 0 && <span className="badge">{counts[each]}</span>}
        </Button>
      ))}
    </nav>
  )
}
