import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { Action } from '../actions/action.ts'
import { actions } from '../actions/index.ts'
import { Icon, type IconName } from '../components/Icon.tsx'
import { useApp, useValue, useWholeDesk } from '../hooks/use-app.ts'

interface ActionMenuProps {
  menu: NonNullable<Action['menu']>
  label: string
  icon: IconName
}

/** What the table of actions has for this menu and is possible now; nothing at all where there is nothing. */
export function ActionMenu({ menu, label, icon }: ActionMenuProps) {
  const app = useApp()
  const desk = useWholeDesk()
  useValue(app.drafts)
  const possible = actions.filter((action) => action.menu === menu && action.when(desk, app))
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
