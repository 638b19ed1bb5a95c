import { Button } from 'react-aria-components'
import { Empty } from '../components/Empty.tsx'
import { PresenceMark } from '../components/PresenceMark.tsx'
import { Waiting } from '../components/Time.tsx'
import { useApp, useWholeDesk } from '../hooks/use-app.ts'
import { isOnline, isStranger, onDuty, waiting } from '../model/select.ts'
import type { Desk, Request } from '../model/types.ts'
import { OfferCard } from './OfferCard.tsx'

/** Who waits: what rings here on top, then everybody in order. */
export function Queue() {
  const desk = useWholeDesk()
  const requests = waiting(desk)
  const joinedAt = new Map(desk.queue.map((request) => [request.case.id, request.joinedAt]))
  return (
    <section className="queue" aria-labelledby="queue-title">
      <h2 id="queue-title" className="section-title">
        Queue <span className="count">{desk.queue.length}</span>
      </h2>
      <div className="queue-scroll">
        {desk.offers.map((offer, index) => (
          <OfferCard
            key={offer.case.id}
            offer={offer}
            joinedAt={joinedAt.get(offer.case.id)}
            first={index === 0}
          />
        ))}
        {requests.length > 0 && (
          <ol className="rows">
            {requests.map((request) => (
              <QueueRow key={request.case.id} request={request} desk={desk} />
            ))}
          </ol>
        )}
        {desk.queue.length === 0 && desk.offers.length === 0 && <Nobody desk={desk} />}
      </div>
    </section>
  )
}

function Nobody({ desk }: { desk: Desk }) {
  if (!isOnline(desk)) return <Empty title="Not known while reconnecting" />
  if (isStranger(desk)) return <Empty title="No queue for you here" />
  if (onDuty(desk).length > 0) return <Empty title="Nobody is waiting" />
  const asking = [...desk.workgroups.values()].some((workgroup) => workgroup.duty === 'asking')
  return desk.workgroups.size === 0 || asking ? (
    <Loading />
  ) : (
    <Empty title="The queue cannot be seen right now" />
  )
}

const Loading = () => (
  <div className="skeletons" role="status" aria-label="Looking who waits">
    <span className="skeleton" />
    <span className="skeleton" />
    <span className="skeleton" />
  </div>
)

function QueueRow({ request, desk }: { request: Request; desk: Desk }) {
  const app = useApp()
  const { id, name, problem } = request.case
  const take = () => {
    app.shell?.take(id)
    app.pane.set('talk')
    app.focusMessage()
  }
  const away = request.show !== 'available' && request.show !== 'chat'
  return (
    <li className={`row${desk.preview === id ? ' row-chosen' : ''}`}>
      <Button
        className="row-main"
        onPress={() => {
          app.shell?.preview(id)
          app.pane.set('case')
        }}
      >
        <PresenceMark show={request.show} label />
        <span className="row-name">
          <bdi>{name}</bdi>
        </span>
        <Waiting since={request.joinedAt} />
        <span className="row-text" dir="auto">
          {away ? (request.status ?? 'Back soon') : (problem ?? desk.workgroups.get(request.workgroup)?.name)}
        </span>
      </Button>
      {isOnline(desk) &&
        (desk.answering.has(id) ? (
          <span className="row-state" role="status">
            Opening
          </span>
        ) : (
          <Button className="button button-small" aria-label={`Take ${name}`} onPress={take}>
            Take
          </Button>
        ))}
    </li>
  )
}
