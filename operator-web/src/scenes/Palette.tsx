import { Autocomplete, Dialog, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components'
import { findable } from '../actions/find.ts'
import { actions } from '../actions/index.ts'
import { useApp } from '../hooks/use-app.ts'
import { t } from '../words/index.ts'

/** What the list has in another way. */
const UNLISTED = /^(chat-\d|palette|take-by-enter)$/

/** Every chat, case, colleague, workgroup, setting and action that is possible now, found by a part of its name or number. */
export function Palette({ close }: { close: () => void }) {
  const app = useApp()
  const { contains } = useFilter({ sensitivity: 'base' })
  const desk = app.desk.get()
  const possible = actions
    .filter((action) => !UNLISTED.test(action.id) && action.when(desk, app))
    .map((action) => ({
      id: action.id,
      label: action.label(desk),
      keys: action.keys?.[0],
      run: () => action.run(app),
    }))
  const items = [...findable(app), ...possible]
  const act = (id: React.Key) => {
    close()
    items.find((item) => item.id === id)?.run()
  }
  return (
    <Dialog className="palette" aria-label={t('Find an action or a chat')}>
      <Autocomplete filter={contains}>
        <SearchField aria-label={t('Find')} autoFocus className="palette-search">
          <Input placeholder={t('Find a chat, a case, a colleague, a setting or an action')} />
        </SearchField>
        <Menu
          items={items}
          onAction={act}
          className="palette-list"
          aria-label={t('Actions')}
          renderEmptyState={() => (
            <p className="palette-none">{t('Nothing here has that name or number.')}</p>
          )}
        >
          {(item) => (
            <MenuItem id={item.id} textValue={item.label} className="palette-item">
              <span>{item.label}</span>
              {item.keys && <kbd>{item.keys.replace('+', ' ')}</kbd>}
            </MenuItem>
          )}
        </Menu>
      </Autocomplete>
    </Dialog>
  )
}
