import { PresenceMark } from '../../components/PresenceMark.tsx'
import { Lasting, Waiting } from '../../components/Time.tsx'
import { useDesk } from '../../hooks/use-app.ts'
import type { FloorChat, OnFloor } from '../../model/floor.ts'
import { attentionOf } from '../../model/queue.ts'
import { SHOW_WORDS } from '../../model/words.ts'
import { t } from '../../words/index.ts'

/** Everybody who works here: how they are and since when, how busy, and whose visitors wait for an answer. */
export function FloorOperators({ operators }: { operators: readonly OnFloor[] }) {
  const there = operators.filter(({ show }) => show !== 'offline').length
  return (
    <section className="card floor-table" aria-labelledby="floor-operators">
      <h3 id="floor-operators" className="floor-title">
        {t('Operators')} <span className="count">{there}</span>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('Status')}</th>
            <th scope="col">{t('Since')}</th>
            <th scope="col">{t('Chats')}</th>
            <th scope="col">{t('Waits for an answer')}</th>
          </tr>
        </thead>
        <tbody>
          {operators.map((one) => (
            <tr key={one.jid} className={one.show === 'offline' ? 'floor-off' : undefined}>
              <th scope="row">
                <PresenceMark show={one.show} /> {one.name}
              </th>
              <td dir="auto">{one.status ?? SHOW_WORDS[one.show]}</td>
              <td>{one.since > 0 && <Lasting since={one.since} />}</td>
              <td className="tabular">
                {t('{chats} of {seats}', { chats: one.chats ?? 0, seats: one.seats ?? 0 })}
              </td>
              <td>
                {one.owes.length === 0 ? '–' : one.owes.map((chat) => <Owed key={chat.case} chat={chat} />)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export function Owed({ chat, named = true }: { chat: FloorChat; named?: boolean }) {
  const limits = useDesk((desk) => attentionOf(desk, chat.workgroup).answer)
  if (chat.owed === undefined) return null
  return (
    <span className="floor-owed">
      {named && <bdi>{chat.name}</bdi>} <Waiting since={chat.owed} limits={limits} />
    </span>
  )
}
