import { Empty } from '../components/Empty.tsx'
import { useDesk } from '../hooks/use-app.ts'
import { onDuty, openChat } from '../model/select.ts'
import { SHOW_MEANING } from '../model/words.ts'
import { panelId, tabId } from './ChatList.tsx'
import { Conversation } from './Conversation.tsx'

/** The middle: the open chat, or what to expect. */
export function Talk() {
  const chat = useDesk(openChat)
  return (
    <section className="talk" aria-label="Conversation">
      {chat ? (
        <div
          className="talk-panel"
          role="tabpanel"
          id={panelId(chat.room)}
          aria-labelledby={tabId(chat.room)}
        >
          <Conversation key={chat.room} chat={chat} />
        </div>
      ) : (
        <Welcome />
      )}
    </section>
  )
}

function Welcome() {
  const workgroups = useDesk((desk) => desk.workgroups)
  const own = useDesk((desk) => desk.own)
  const names = [...workgroups.values()]
    .filter((workgroup) => workgroup.duty === 'on')
    .map(({ name }) => name)
  const onDutyText =
    names.length > 0 ? `You are on duty in ${names.join(' and ')}.` : 'You are not on duty yet.'
  const waitingCount = useDesk((desk) => onDuty(desk).reduce((total, { waiting }) => total + waiting, 0))
  return (
    <div className="welcome">
      <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="48" height="48" />
      <Empty title={waitingCount > 0 ? 'Pick the next one from the queue' : 'All quiet'}>
        <p>
          {onDutyText} {SHOW_MEANING[own.show]}.
        </p>
        <p>
          <kbd>Enter</kbd> takes a request that rings, <kbd>Esc</kbd> passes it on, <kbd>Alt /</kbd> shows all
          keys.
        </p>
      </Empty>
    </div>
  )
}
