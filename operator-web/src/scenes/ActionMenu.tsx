import { useCallback, useSyncExternalStore } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { Action } from '../actions/action.ts'
import { actions } from '../actions/index.ts'
import { Icon, type IconName } from '../components/Icon.tsx'
import { useApp } from '../hooks/use-app.ts'

interface ActionMenuProps {
  menu: NonNullable<Action['menu']>
  label: string
  icon: IconName
}

/** What the table of actions has for this menu and is possible now; nothing at all where there is nothing. */
/** Drawn again only when something becomes possible, or impossible: a desk changes many times a second. */
function usePossible(menu: ActionMenuProps['menu']): readonly Action[] {
  const app = useApp()
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = [app.desk.subscribe(changed), app.drafts.subscribe(changed)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [app],
  )
  const possible = () => actions.filter((action) => action.menu === menu && action.when(app.desk.get(), app))
  useSyncExternalStore(subscribe, () =>
    possible()
      .map(({ id }) => id)
      .join(),
  )
  return possible()
}

export function ActionMenu({ menu, label, icon }: ActionMenuProps) {
  const app = useApp()
  const possible = usePossible(menu)
  const desk = app.desk.get()
  if (possible.length === 0) return null
  const run = (id: React.Key) => possible.find((action) => action.id === id)?.run(app)
  return (
    <MenuTrigger>
      <Button className="button button-plain" aria-label={label}>
        <Icon name={icon} />
      </Button>
      <Popover placement="bottom end" className="popover">
        <Menu aria-label={label} className="menu" onAction={run}>
          {possible.map((action) => (
            <MenuItem key={action.id} id={action.id} className="menu-item" textValue={action.label(desk)}>
              <span>{action.label(desk)}</span>
              {action.keys?.[0] && <kbd>{action.keys[0].replace('+', ' ')}</kbd>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
