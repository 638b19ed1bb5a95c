import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { assignCase, endCase, enterChat, openCase } from '../../actions/floor.ts'
import { Icon } from '../../components/Icon.tsx'
import { Lasting } from '../../components/Time.tsx'
import { useApp, useDesk } from '../../hooks/use-app.ts'
import type { FloorChat } from '../../model/floor.ts'

import { nameOf } from '../../model/select.ts'
import { listed, t } from '../../words/index.ts'
import { Owed } from './FloorOperators.tsx'

/** Every chat: who with whom, for how long, what was said last, and what one may do about it. */
export function FloorChats({ chats, more }: { chats: readonly FloorChat[]; more: number }) {
  return (
    <section className="card floor-table" aria-labelledby="floor-chats">
      <h3 id="floor-chats" className="floor-title">
        {t('Chats')} <span className="count">{chats.length + more}</span>
      </h3>
      {chats.length === 0 ? (
        <p className="floor-none">{t('Nobody is in a chat.')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Visitor')}</th>
              <th scope="col">{t('With|whom')}</th>
              <th scope="col">{t('For|how long')}</th>
              <th scope="col">{t('Last word')}</th>
              <th scope="col">
                <span className="unseen">{t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {chats.map((chat) => (
              <ChatLine key={chat.case} chat={chat} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="floor-none">{t('and {n} more', { n: more })}</p>}
    </section>
  )
}

function ChatLine({ chat }: { chat: FloorChat }) {
  const group = useDesk((desk) => desk.workgroups.get(chat.workgroup)?.name)
  const { name, number, operator, guests, to, last, since } = chat
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
        <span className="floor-more">
          {group} {number && `· ${number}`}
        </span>
      </th>
      <td>
        {nameOf(operator)}
        {guests.length > 0 && (
          <span className="floor-more">
            {t('and {names}', {
              names: listed(
                guests.map(({ jid, as }) =>
                  as === 'silent' ? t('{name} (silently)', { name: nameOf(jid) }) : nameOf(jid),
                ),
              ),
            })}
          </span>
        )}
        {to && <span className="floor-more">{t('on its way to {name}', { name: to })}</span>}
      </td>
      <td>
        <Lasting since={since} />
      </td>
      <td className="floor-last">
        {last ? (
          <>
            <span className="floor-nick">
              <bdi>{last.nick}</bdi>:
            </span>{' '}
            <bdi>{last.body}</bdi>
          </>
        ) : (
          '–'
        )}
        <Owed chat={chat} named={false} />
      </td>
      <td className="floor-do">
        <ChatActions chat={chat} />
      </td>
    </tr>
  )
}

const ENTER = [
  { how: 'watch', label: t('Watch') },
  { how: 'join', label: t('Join') },
  { how: 'takeover', label: t('Take over') },
] as const

function ChatActions({ chat }: { chat: FloorChat }) {
  const app = useApp()
  const mine = useDesk((desk) =>
    [...desk.chats.values()].some((one) => one.case.id === chat.case && one.state !== 'ended'),
  )
  const run = (id: React.Key) => (id === 'assign' ? assignCase(app, chat) : endCase(app, chat))
  return (
    <>
      {mine ? (
        <Button className="button button-small" onPress={() => openCase(app, chat.case)}>
          {t('Open|do it')}
          <span className="unseen"> {t('the chat with {name}', { name: chat.name })}</span>
        </Button>
      ) : (
        ENTER.map(({ how, label }) => (
          <Button key={how} className="button button-small" onPress={() => enterChat(app, chat, how)}>
            {label}
            <span className="unseen"> {chat.name}</span>
          </Button>
        ))
      )}
      <MenuTrigger>
        <Button className="quiet-button" aria-label={t('More for {name}', { name: chat.name })}>
          <Icon name="more" />
        </Button>
        <Popover placement="bottom end" className="popover">
          <Menu className="menu" aria-label={t('More for {name}', { name: chat.name })} onAction={run}>
            <MenuItem id="assign" className="menu-item">
              {t('Assign ...')}
            </MenuItem>
            <MenuItem id="end" className="menu-item">
              {t('End ...')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  )
}
