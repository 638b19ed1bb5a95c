import { Button } from 'react-aria-components'
import { asUsual, changeOpening, isByHand, showQueueOf } from '../../actions/floor.ts'
import { Waiting, whenText } from '../../components/Time.tsx'
import { useApp } from '../../hooks/use-app.ts'
import { type Floor, type Floors, serviceLevel } from '../../model/floor.ts'
import { nameOf } from '../../model/select.ts'
import type { Workgroup } from '../../model/types.ts'
import { Notices } from './Notices.tsx'

/** How each workgroup stands. */
export function FloorQueues({ groups, floors }: { groups: readonly Workgroup[]; floors: Floors }) {
  return (
    <section className="floor-queues" aria-label="Queues">
      {groups.map((group) => (
        <QueueCard key={group.jid} group={group} floor={floors.get(group.jid)} />
      ))}
    </section>
  )
}

const STATES = { hours: 'Closed: outside its hours', nobody: 'Nobody on duty' } as const

function stateOf({ closed, pausedBy, openedBy, until }: Workgroup): string {
  const end = until === undefined ? '' : ` until ${whenText(until)}`
  if (closed === 'paused') return `Paused${pausedBy ? ` by ${nameOf(pausedBy)}` : ''}${end}`
  if (closed) return STATES[closed]
  return openedBy ? `Opened by ${nameOf(openedBy)}${end}` : 'Open'
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
          <dt>Waiting</dt>
          <dd>
            <Button
              className="floor-figure floor-link"
              aria-label={`${floor?.waiting ?? 0} waiting in ${name}: show them`}
              onPress={() => showQueueOf(app, jid)}
            >
              {floor?.waiting ?? 0}
            </Button>
          </dd>
        </div>
        <Figure label="Oldest">
          {floor?.oldest === undefined ? '–' : <Waiting since={floor.oldest} limits={attention.waiting} />}
        </Figure>
        <Figure label="In time today">{level === undefined ? '–' : `${level} %`}</Figure>
        <Figure label="Answered today">{floor?.day?.answered ?? '–'}</Figure>
        <Figure label="Abandoned today">{floor?.day?.abandoned ?? '–'}</Figure>
        <Figure label="Chats">{staff ? `${staff.chats} of ${staff.seats}` : '–'}</Figure>
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
  const label = word === 'open' ? 'Open ...' : 'Pause ...'
  return (
    <Button
      className="button button-small"
      onPress={() => (isByHand(group) ? asUsual(app, group) : changeOpening(app, group, word))}
    >
      {isByHand(group) ? (group.closed === 'paused' ? 'Open again' : 'As usual again') : label}
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
