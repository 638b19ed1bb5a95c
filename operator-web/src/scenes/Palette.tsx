import { Autocomplete, Dialog, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components'
import { goTo } from '../actions/chats.ts'
import { actions } from '../actions/index.ts'
import { useApp } from '../hooks/use-app.ts'

/** What the list has in another way. */
const UNLISTED = /^(chat-\d|palette|take-by-enter)$/

/** Every chat and every action that is possible now, found by typing a part of its name. */
export function Palette({ close }: { close: () => void }) {
  const app = useApp()
  const { contains } = useFilter({ sensitivity: 'base' })
  const desk = app.desk.get()
  const chats = [...desk.chats.values()].map((chat) => ({
    id: chat.room,
    label: `Chat: ${chat.with}`,
    keys: undefined as string | undefined,
    run: () => goTo(app, chat.room),
  }))
  const possible = actions
    .filter((action) => !UNLISTED.test(action.id) && action.when(desk, app))
    .map((action) => ({
      id: action.id,
      label: action.label(desk),
      keys: action.keys?.[0],
      run: () => action.run(app),
    }))
  const items = [...chats, ...possible]
  const act = (id: React.Key) => {
    close()
    items.find((item) => item.id === id)?.run()
  }
  return (
    <Dialog className="palette" aria-label="Find an action or a chat">
      <Autocomplete filter={contains}>
        <SearchField aria-label="Find" autoFocus className="palette-search">
          <Input placeholder="Find a chat or an action" />
        </SearchField>
        <Menu items={items} onAction={act} className="palette-list" aria-label="Actions">
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
