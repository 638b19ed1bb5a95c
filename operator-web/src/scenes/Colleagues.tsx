import { Button } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { PresenceMark } from '../components/PresenceMark.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { nameOf } from '../model/select.ts'
import { teamsOf } from '../model/talks.ts'
import type { Colleague, Show } from '../model/types.ts'
import { SHOW_WORDS } from '../model/words.ts'
import { t } from '../words/index.ts'
import { TalkWith } from './TalkWith.tsx'

const ORDER: readonly Show[] = ['chat', 'available', 'away', 'dnd', 'xa', 'offline']

/** Who else is there, how busy, and what they say about it. */
export function Colleagues() {
  const talking = useDesk((desk) => desk.talking)
  return talking === undefined ? <People /> : <TalkWith key={talking} other={talking} />
}

export function People() {
  const colleagues = useDesk((desk) => desk.colleagues)
  const sorted = [...colleagues.values()].sort(
    (a, b) => ORDER.indexOf(a.show) - ORDER.indexOf(b.show) || a.jid.localeCompare(b.jid),
  )
  const online = sorted.filter((colleague) => colleague.show !== 'offline').length
  return (
    <section className="colleagues" aria-labelledby="colleagues-title">
      <h2 id="colleagues-title" className="section-title">
        {t('Colleagues')} <span className="count">{online}</span>
      </h2>
      <Teams />
      {sorted.length === 0 ? (
        <p className="case-none">{t('Nobody else is here.')}</p>
      ) : (
        <ul className="people">
          {sorted.map((colleague) => (
            <Person key={colleague.jid} colleague={colleague} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Where all of a workgroup talk. */
function Teams() {
  const app = useApp()
  const talks = useDesk((desk) => desk.talks)
  const teams = teamsOf(talks)
  return teams.length === 0 ? null : (
    <ul className="people" aria-label={t('Teams')}>
      {teams.map(({ with: room, team, unread, lines, readAt }) => (
        <li key={room} className="person">
          <Button className="person-talk" onPress={() => app.shell?.talks.open(room)}>
            <Icon name="team" />
            <span className="person-name">
              {team?.name}
              <span className="person-status" dir="auto">
                {lines.at(-1)?.body}
              </span>
            </span>
            {unread > 0 && (
              <span className="badge">
                {lines.some(({ mentions, at }) => mentions && at > readAt) && '@'}
                {unread}
                <span className="unseen"> {t('unread')}</span>
              </span>
            )}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function Person({ colleague }: { colleague: Colleague }) {
  const app = useApp()
  const unread = useDesk((desk) => desk.talks.get(colleague.jid)?.unread ?? 0)
  return (
    <li className={`person${colleague.show === 'offline' ? ' person-off' : ''}`} title={colleague.jid}>
      <Button className="person-talk" onPress={() => app.shell?.talks.open(colleague.jid)}>
        <Face colleague={colleague} />
        {unread > 0 && (
          <span className="badge">
            {unread}
            <span className="unseen"> {t('unread')}</span>
          </span>
        )}
      </Button>
    </li>
  )
}

const Face = ({ colleague }: { colleague: Colleague }) => (
  <>
    <PresenceMark show={colleague.show} label />
    <span className="person-name">
      {nameOf(colleague.jid)}
      {colleague.show !== 'offline' && (
        <span className="person-status" dir="auto">
          {colleague.status ?? SHOW_WORDS[colleague.show]}
        </span>
      )}
    </span>
    {colleague.show !== 'offline' && colleague.chats !== undefined && (
      <Load chats={colleague.chats} seats={colleague.seats} />
    )}
  </>
)

/** `2/4`, and the same as a bar. */
const Load = ({ chats, seats }: { chats: number; seats: number | undefined }) => (
  <span className="load">
    {seats !== undefined && (
      <meter className="load-bar" min={0} max={seats} value={chats} aria-hidden="true" />
    )}
    <span className="tabular">
      {chats}
      {seats !== undefined && `/${seats}`}
      <span className="unseen"> {t('chats')}</span>
    </span>
  </span>
)
