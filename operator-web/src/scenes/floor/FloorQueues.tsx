import { Button } from 'react-aria-components'
import { asUsual, changeOpening, isByHand, showQueueOf } from '../../actions/floor.ts'
import { Waiting, whenText } from '../../components/Time.tsx'
import { useApp } from '../../hooks/use-app.ts'
import { type Floor, type Floors, serviceLevel } from '../../model/floor.ts'
import { nameOf } from '../../model/select.ts'
import type { Workgroup } from '../../model/types.ts'
import { t } from '../../words/index.ts'
import { Notices } from './Notices.tsx'

/** How each workgroup stands. */
export function FloorQueues({ groups, floors }: { groups: readonly Workgroup[]; floors: Floors }) {
  return (
    <section className="floor-queues" aria-label={t('Queues')}>
      {groups.map((group) => (
        <QueueCard key={group.jid} group={group} floor={floors.get(group.jid)} />
      ))}
    </section>
  )
}

const STATES = { hours: t('Closed: outside its hours'), nobody: t('Nobody on duty') } as const

function stateOf({ closed, pausedBy, openedBy, until }: Workgroup): string {
  const end = until === undefined ? '' : ` ${t('until {time}', { time: whenText(until) })}`
  if (closed === 'paused')
    return `${pausedBy ? t('Paused by {name}', { name: nameOf(pausedBy) }) : t('Paused')}${end}`
  if (closed) return STATES[closed]
  return openedBy ? `${t('Opened by {name}', { name: nameOf(openedBy) })}${end}` : t('Open|it is')
}

function QueueCard({ group, floor }: { group: Workgroup; floor: Floor | undefined }) {
  const app = useApp()
  const { name, jid, attention, staff } = group
  const level = floor?.day && serviceLevel(floor.day)
  return (
    <article className="card floor-card" aria-label={name}>
      <header className="floor-card-head">
        <h3>{name}</h3>
        <span className={`floor-state${group.closed ? ' floor-state-closed' : ''}`}>{stateOf(group)}</span>
      </header>
      <dl className="floor-figures">
        <div>
          <dt>{t('Waiting')}</dt>
          <dd>
            <Button
              className="floor-figure floor-link"
              aria-label={t('{waiting} waiting in {name}: show them', { waiting: floor?.waiting ?? 0, name })}
              onPress={() => showQueueOf(app, jid)}
            >
              {floor?.waiting ?? 0}
            </Button>
          </dd>
        </div>
        <Figure label={t('Oldest')}>
          {floor?.oldest === undefined ? '–' : <Waiting since={floor.oldest} limits={attention.waiting} />}
        </Figure>
        <Figure label={t('In time today')}>{level === undefined ? '–' : `${level} %`}</Figure>
        <Figure label={t('Answered today')}>{floor?.day?.answered ?? '–'}</Figure>
        <Figure label={t('Abandoned today')}>{floor?.day?.abandoned ?? '–'}</Figure>
        <Figure label={t('Chats')}>
          {staff ? t('{chats} of {seats}', { chats: staff.chats, seats: staff.seats }) : '–'}
        </Figure>
      </dl>
      <footer className="floor-card-foot">
        <Opening group={group} />
        <Notices workgroup={jid} name={name} />
      </footer>
    </article>
  )
}

/** Each where it changes something. */
function Opening({ group }: { group: Workgroup }) {
  const app = useApp()
  const word = group.closed === 'hours' ? 'open' : 'pause'
  const label = word === 'open' ? t('Open ...') : t('Pause ...')
  return (
    <Button
      className="button button-small"
      onPress={() => (isByHand(group) ? asUsual(app, group) : changeOpening(app, group, word))}
    >
      {isByHand(group) ? (group.closed === 'paused' ? t('Open again') : t('As usual again')) : label}
      <span className="unseen"> {group.name}</span>
    </Button>
  )
}

const Figure = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd className="floor-figure">{children}</dd>
  </div>
)
