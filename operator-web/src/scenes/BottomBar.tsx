import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { goToSection, SECTION_ENTRIES, sectionsOf } from '../actions/sections.ts'
import { Icon, type IconName } from '../components/Icon.tsx'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import type { Pane, Section } from '../model/place.ts'
import { unreadTotal } from '../model/select.ts'
import { unreadTalks } from '../model/talks.ts'
import { t } from '../words/index.ts'
import { SECTION_ICONS } from './sections.ts'

const PANES: readonly { pane: Pane; icon: IconName; label: string }[] = [
  { pane: 'queue', icon: 'queue', label: t('Queue') },
  { pane: 'talk', icon: 'chat', label: t('Chat') },
  { pane: 'case', icon: 'case', label: t('Case') },
]

/** On a phone: one pane at a time, and the other sections behind a button. */
export function BottomBar() {
  const app = useApp()
  const pane = useValue(app.pane)
  const onDesk = useValue(app.section) === 'desk'
  const counts: Record<Pane, number> = {
    queue: useDesk((desk) => desk.queue.length),
    talk: useDesk(unreadTotal),
    case: 0,
  }
  return (
    <nav className="bottom-bar" aria-label={t('Panes')}>
      {PANES.map(({ pane: each, icon, label }) => (
        <Button
          key={each}
          className="bottom-button"
          aria-current={onDesk && pane === each ? 'page' : false}
          onPress={() => app.show(each)}
        >
          <Icon name={icon} />
          <span>{label}</span>
          {counts[each] > 0 && <span className="badge">{counts[each]}</span>}
        </Button>
      ))}
      <More />
    </nav>
  )
}

function More() {
  const app = useApp()
  const here = useValue(app.section)
  const unread = useDesk(({ talks }) => unreadTalks(talks))
  const sections = (useDesk(sectionsOf).split(' ') as Section[]).filter((section) => section !== 'desk')
  return (
    <MenuTrigger>
      <Button className="bottom-button" aria-current={here === 'desk' ? false : 'page'}>
        <Icon name={here === 'desk' ? 'more' : SECTION_ICONS[here]} />
        <span>{here === 'desk' ? t('More') : SECTION_ENTRIES[here].label}</span>
        {unread > 0 && <span className="badge">{unread}</span>}
      </Button>
      <Popover placement="top end" className="popover">
        <Menu
          aria-label={t('Sections')}
          className="menu"
          onAction={(section) => goToSection(app, section as Section)}
        >
          {sections.map((section) => (
            <MenuItem
              key={section}
              id={section}
              className="menu-item"
              textValue={SECTION_ENTRIES[section].label}
            >
              <span className="menu-icon">
                <Icon name={SECTION_ICONS[section]} /> {SECTION_ENTRIES[section].label}
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
