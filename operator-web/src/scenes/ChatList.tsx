import { type KeyboardEvent, memo } from 'react'
import { goTo } from '../actions/chats.ts'
import { Avatar } from '../components/Avatar.tsx'
import { Waiting } from '../components/Time.tsx'
import { useApp, useDesk, useDraft } from '../hooks/use-app.ts'
import { useLive } from '../hooks/use-now.ts'
import { attentionOf, loadWords, owedSince, seatsHere } from '../model/queue.ts'
import { ago, chatsInHand, hasMoved, isOwnTeaser, isTyping, lastAt, teaser } from '../model/select.ts'
import type { Chat, RoomJid } from '../model/types.ts'
import { t } from '../words/index.ts'

/** My chats: one tab each, the unread ones bold with a bar. */
export function ChatList() {
  const chats = useDesk((desk) => desk.chats)
  const load = useDesk((desk) => loadWords(chatsInHand(desk), seatsHere(desk)))
  const open = useDesk((desk) => desk.open)
  return (
    <section className="chats" aria-labelledby="chats-title">
      <h2 id="chats-title" className="section-title">
        {t('My chats')} <span className="count">{load}</span>
      </h2>
      {chats.size === 0 ? (
        <p className="chats-none">{t('Chats you take appear here.')}</p>
      ) : (
        <div role="tablist" aria-orientation="vertical" aria-labelledby="chats-title" className="chat-tabs">
          {[...chats.values()].map((chat) => (
            <ChatTab key={chat.room} chat={chat} selected={chat.room === open} />
          ))}
        </div>
      )}
    </section>
  )
}

/** Numbers from here on have no key. */
const NO_KEY = 10

export const tabId = (room: RoomJid) => `tab-${room}`
export const panelId = (room: RoomJid) => `panel-${room}`

/** Arrows, Home and End move through the tabs and open what they reach (WAI-ARIA tabs pattern). */
const MOVES: Record<string, (tabs: readonly HTMLElement[], at: number) => HTMLElement | undefined> = {
  ArrowDown: (tabs, at) => tabs[(at + 1) % tabs.length],
  ArrowUp: (tabs, at) => tabs.at(at - 1),
  Home: (tabs) => tabs[0],
  End: (tabs) => tabs.at(-1),
}

interface ChatTabProps {
  chat: Chat
  selected: boolean
}

/** Drawn again only when its own chat changes: there may be two hundred. */
const ChatTab = memo(function ChatTab({ chat, selected }: ChatTabProps) {
  const app = useApp()
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const move = event.altKey || event.ctrlKey ? undefined : MOVES[event.key]
    if (!move) return
    const tabs = [...(event.currentTarget.parentElement?.children ?? [])] as HTMLElement[]
    const next = move(tabs, tabs.indexOf(event.currentTarget))
    event.preventDefault()
    next?.focus()
    if (next?.dataset.room) app.shell?.open(next.dataset.room)
  }
  return (
    <button
      type="button"
      role="tab"
      id={tabId(chat.room)}
      data-room={chat.room}
      aria-selected={selected}
      aria-controls={selected ? panelId(chat.room) : undefined}
      tabIndex={selected ? 0 : -1}
      className="chat-tab"
      onClick={() => goTo(app, chat.room)}
      onKeyDown={onKey}
    >
      <ChatRow chat={chat} />
    </button>
  )
})

function ChatRow({ chat }: { chat: Chat }) {
  const number = useDesk((desk) => desk.slots.get(chat.case.id) ?? NO_KEY)
  const draft = useDraft(chat.room)
  const when = useLive((now) => ago(now - lastAt(chat)))
  const typing = useLive((now) => isTyping(chat, now))
  const owed = owedSince(chat)
  const limits = useDesk((desk) => attentionOf(desk, chat.workgroup).answer)
  const unread = chat.unread > 0
  const over = chat.state === 'ended'
  return (
    <span className={`chat-row${unread ? ' chat-unread' : ''}${over ? ' chat-over' : ''}`}>
      <Avatar name={chat.with} />
      <span className="chat-name">
        <bdi>{chat.with}</bdi>
      </span>
      <span className="chat-when">
        {owed !== undefined ? (
          <>
            <span className="unseen">{t('owes an answer for')} </span>
            <Waiting since={owed} limits={limits} />
          </>
        ) : chat.hold ? (
          t('on hold')
        ) : over && !hasMoved(chat) ? (
          'ended'
        ) : (
          when
        )}
      </span>
      <span className="chat-teaser" dir="auto">
        {typing ? (
          <em>{t('typing ...')}</em>
        ) : (
          <>
            {/* Isolated, so that the words behind it say in which direction the line runs. */}
            {isOwnTeaser(chat, draft) && <bdi>{t('You:')} </bdi>}
            {teaser(chat, draft)}
          </>
        )}
      </span>
      {unread ? (
        <span className="badge">
          {chat.unread}
          <span className="unseen"> {t('unread')}</span>
        </span>
      ) : (
        number < NO_KEY && (
          <span className="chat-key" aria-hidden="true">
            {t('Alt')} {number}
          </span>
        )
      )}
    </span>
  )
}
