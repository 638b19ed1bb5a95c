import { Empty } from '../../components/Empty.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useDesk, useWholeDesk } from '../../hooks/use-app.ts'
import { useLiveDesk } from '../../hooks/use-now.ts'
import { alarmsOn, chatsOn, operatorsOn, watched } from '../../model/floor.ts'
import { t } from '../../words/index.ts'
import { FloorChats } from './FloorChats.tsx'
import { FloorOperators } from './FloorOperators.tsx'
import { FloorQueues } from './FloorQueues.tsx'

/** The wallboard: every queue, operator and chat of the workgroups that one supervises, live (D7). */
export default function Floor() {
  const desk = useWholeDesk()
  const floors = useDesk(({ floors: all }) => all)
  if (floors.size === 0)
    return (
      <Empty title={t('Looking at the floor ...')}>
        <p>{t('Your workgroups have not answered yet.')}</p>
      </Empty>
    )
  return (
    <div className="page-body floor">
      <h2 className="page-title">{t('Floor')}</h2>
      <Alarms />
      <FloorQueues groups={watched(desk)} floors={floors} />
      <FloorOperators operators={operatorsOn(floors)} />
      <FloorChats
        chats={chatsOn(floors)}
        more={[...floors.values()].reduce((sum, { more }) => sum + more, 0)}
      />
    </div>
  )
}

/** What should be looked at now. */
function Alarms() {
  const words = useLiveDesk((desk, now) =>
    alarmsOn(desk, now)
      .map(({ text }) => text)
      .join('\n'),
  )
  if (words === '') return null
  return (
    <ul className="floor-alarms" aria-label={t('Alarms')}>
      {words.split('\n').map((text) => (
        <li key={text}>
          <Icon name="alert" /> {text}
        </li>
      ))}
    </ul>
  )
}
