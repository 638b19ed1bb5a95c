import { memo } from 'react'
import { Button } from 'react-aria-components'
import { leftMessages, siteVisitors } from '../actions/records.ts'
import { showCase, takeCase } from '../actions/take.ts'
import { Empty } from '../components/Empty.tsx'
import { Icon } from '../components/Icon.tsx'
import { PresenceMark } from '../components/PresenceMark.tsx'
import { Waiting } from '../components/Time.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { isOnline, isStranger, onDuty, ringing, unoffered } from '../model/select.ts'
import type { Desk, Request } from '../model/types.ts'
import { onSite } from '../model/visitors.ts'
import { ActionMenu } from './ActionMenu.tsx'
import { OfferCard } from './OfferCard.tsx'

/** Who waits: what rings here on top, then everybody in order. */
export function Queue() {
  const queue = useDesk((desk) => desk.queue)
  const offers = useDesk((desk) => desk.offers)
  const first = useDesk((desk) => ringing(desk)[0]?.case.id)
  const requests = unoffered(queue, offers)
  const joinedAt = new Map(queue.map((request) => [request.case.id, request.joinedAt]))
  return (
    <section className="queue" aria-labelledby="queue-title">
      <div className="section-head">
        <h2 id="queue-title" className="section-title">
          Queue <span className="count">{queue.length}</span>
        </h2>
        <ActionMenu menu="supervise" label="Supervise" icon="more" />
      </div>
      <div className="queue-scroll">
        {offers.map((offer) => (
          <OfferCard
            key={offer.case.id}
            offer={offer}
            joinedAt={joinedAt.get(offer.case.id)}
            first={offer.case.id === first}
          />
        ))}
        {requests.length > 0 && (
          <ol className="rows">
            {requests.map((request) => (
              <QueueRow key={request.case.id} request={request} />
            ))}
          </ol>
        )}
        {queue.length === 0 && offers.length === 0 && <Nobody />}
      </div>
      <OnSite />
      <LeftMessages />
    </section>
  )
}

/** Who reads a page and has asked for nothing. */
function OnSite() {
  const app = useApp()
  const count = useDesk((desk) => (siteVisitors.when(desk, app) ? onSite(desk.visitors).length : 0))
  return count === 0 ? null : (
    <Button className="left-button" onPress={() => siteVisitors.run(app)}>
      <Icon name="person" /> {`${count} on the site`}
    </Button>
  )
}

/** Somebody wrote while nobody was here. */
function LeftMessages() {
  const app = useApp()
  const count = useDesk((desk) => (leftMessages.when(desk, app) ? desk.messages.length : 0))
  return count === 0 ? null : (
    <Button className="left-button" onPress={() => leftMessages.run(app)}>
      <Icon name="mail" /> {count === 1 ? '1 left message' : `${count} left messages`}
    </Button>
  )
}

/** Why the queue is empty, honestly. */
const emptiness = (desk: Desk) => {
  if (!isOnline(desk)) return 'Not known while reconnecting'
  if (isStranger(desk)) return 'No queue for you here'
  if (onDuty(desk).length > 0) return 'Nobody is waiting'
  const asking = [...desk.workgroups.values()].some((workgroup) => workgroup.duty === 'asking')
  return desk.workgroups.size === 0 || asking ? '' : 'The queue cannot be seen right now'
}

function Nobody() {
  const title = useDesk(emptiness)
  return title ? <Empty title={title} /> : <Loading />
}

const Loading = () => (
  <div className="skeletons" role="status" aria-label="Looking who waits">
    <span className="skeleton" />
    <span className="skeleton" />
    <span className="skeleton" />
  </div>
)

const QueueRow = memo(function QueueRow({ request }: { request: Request }) {
  const app = useApp()
  const { id, name, problem } = request.case
  const chosen = useDesk((desk) => desk.preview === id)
  const answering = useDesk((desk) => desk.answering.has(id))
  const online = useDesk(isOnline)
  const workgroup = useDesk((desk) => desk.workgroups.get(request.workgroup)?.name)
  const away = request.show !== 'available' && request.show !== 'chat'
  return (
    <li className={`row${chosen ? ' row-chosen' : ''}`}>
      <Button className="row-main" onPress={() => showCase(app, id)}>
        <PresenceMark show={request.show} label />
        <span className="row-name">
          <bdi>{name}</bdi>
        </span>
        <Waiting since={request.joinedAt} />
        <span className="row-text" dir="auto">
          {request.priority > 0 && <strong>Priority · </strong>}
          {away
            ? (request.status ?? (request.show === 'offline' ? 'Not connected right now' : 'Back soon'))
            : (problem ?? workgroup)}
        </span>
      </Button>
      {answering && (
        <span className="row-state" role="status">
          Opening
        </span>
      )}
      {online && !answering && (
        <Button className="button button-small" aria-label={`Take ${name}`} onPress={() => takeCase(app, id)}>
          Take
        </Button>
      )}
    </li>
  )
})
