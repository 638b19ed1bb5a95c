import { memo } from 'react'
import { Button, ListBox, ListBoxItem, Popover, Select } from 'react-aria-components'
import { leftMessages, siteVisitors } from '../actions/records.ts'
import { showCase, takeCase } from '../actions/take.ts'
import { Empty } from '../components/Empty.tsx'
import { Icon } from '../components/Icon.tsx'
import { PresenceMark } from '../components/PresenceMark.tsx'
import { Waiting, whenText } from '../components/Time.tsx'
import { Told } from '../components/Told.tsx'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import { arranged, attentionOf, fullWords, ORDERS, type Order } from '../model/queue.ts'
import { isOnline, isStranger, nameOf, onDuty, ringing, unoffered } from '../model/select.ts'
import type { Desk, Request } from '../model/types.ts'
import { onSite } from '../model/visitors.ts'
import { many, t } from '../words/index.ts'
import { ActionMenu } from './ActionMenu.tsx'
import { OfferCard, OfferLine } from './OfferCard.tsx'

/** Who waits: what rings here on top, then everybody in order. */
export function Queue() {
  const app = useApp()
  const queue = useDesk((desk) => desk.queue)
  const offers = useDesk((desk) => desk.offers)
  const first = useDesk((desk) => ringing(desk)[0]?.case.id)
  const { queueOrder, queueOf } = useValue(app.prefs)
  const requests = arranged(unoffered(queue, offers), orderOf(queueOrder), queueOf)
  const joinedAt = new Map(queue.map((request) => [request.case.id, request.joinedAt]))
  const card = offers.find((offer) => offer.case.id === first) ?? offers[0]
  const others = offers.filter((offer) => offer !== card)
  return (
    <section className="queue" aria-labelledby="queue-title">
      <div className="section-head">
        <h2 id="queue-title" className="section-title">
          {t('Queue')} <span className="count">{queue.length}</span> <Oldest />
        </h2>
        <QueueOrder />
        <ActionMenu menu="supervise" label={t('Supervise')} icon="more" />
      </div>
      <Closed />
      <div className="queue-scroll">
        {card && (
          <OfferCard offer={card} joinedAt={joinedAt.get(card.case.id)} first={card.case.id === first} />
        )}
        {others.length > 0 && (
          <>
            <h3 className="ringing-title">
              {t('Ringing')} {offers.length}
            </h3>
            <ul className="ringing">
              {others.map((offer) => (
                <OfferLine key={offer.case.id} offer={offer} joinedAt={joinedAt.get(offer.case.id)} />
              ))}
            </ul>
          </>
        )}
        {requests.length > 0 && (
          <ol className="rows">
            {requests.map((request) => (
              <QueueRow key={request.case.id} request={request} />
            ))}
          </ol>
        )}
        {queue.length > 0 && requests.length === 0 && offers.length === 0 && (
          <Empty title={t('Nobody of this workgroup')} />
        )}
        {queue.length === 0 && offers.length === 0 && <Nobody />}
      </div>
      <OnSite />
      <LeftMessages />
    </section>
  )
}

const orderOf = (word: string): Order => ORDERS.find((order) => order === word) ?? 'wait'

/** The longest wait of all, whatever the list shows. */
function Oldest() {
  const oldest = useDesk((desk) => desk.queue[0])
  const limits = useDesk((desk) => attentionOf(desk, oldest?.workgroup ?? '').waiting)
  return oldest ? (
    <span className="queue-oldest">
      <Told text={t('oldest {time}')} time={<Waiting since={oldest.joinedAt} limits={limits} />} />
    </span>
  ) : null
}

const ORDER_WORDS: Record<Order, string> = {
  wait: t('Longest wait first'),
  priority: t('Priority first'),
  workgroup: t('By workgroup'),
}

/** How the queue is arranged, and whose it is. */
function QueueOrder() {
  const app = useApp()
  const prefs = useValue(app.prefs)
  const workgroups = useDesk((desk) => desk.workgroups)
  const groups = [...workgroups.values()].filter(({ duty }) => duty === 'on')
  const items = [
    ...ORDERS.map((order) => ({ id: order as string, label: ORDER_WORDS[order] })),
    ...(groups.length > 1
      ? [
          { id: 'of:', label: t('All workgroups') },
          ...groups.map(({ jid, name }) => ({
            id: `of:${jid}`,
            label: t('Only {name}', { name }),
          })),
        ]
      : []),
  ]
  const choose = (id: React.Key | null) => {
    const word = String(id)
    if (word.startsWith('of:')) app.prefs.set({ ...prefs, queueOf: word.slice(3) })
    else app.prefs.set({ ...prefs, queueOrder: word })
  }
  return (
    <Select aria-label={t('Arrange the queue')} selectedKey={prefs.queueOrder} onSelectionChange={choose}>
      <Button className={`button button-plain${prefs.queueOf ? ' button-on' : ''}`}>
        <Icon name="sort" />
      </Button>
      <Popover placement="bottom end" className="popover">
        <ListBox className="menu" items={items}>
          {({ id, label }) => (
            <ListBoxItem id={id} textValue={label} className="menu-item">
              <span>{label}</span>
              {(id === prefs.queueOrder || id === `of:${prefs.queueOf}`) && <Icon name="check" />}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}

function pausedWords(name: string, jid?: string, at?: number): string {
  const [by, until] = [jid && nameOf(jid), at && whenText(at)]
  if (by && until) return t('{name} is paused by {by} until {until}', { name, by, until })
  if (by) return t('{name} is paused by {by}', { name, by })
  return until ? t('{name} is paused until {until}', { name, until }) : t('{name} is paused', { name })
}

const CLOSED = {
  paused: (name: string, by?: string, until?: number) =>
    t('{state}: nobody new is let in', { state: pausedWords(name, by, until) }),
  hours: (name: string) => t('{name} is closed: outside its hours', { name }),
} as const

/** In one string: a list would be another at each look. */
const closedWords = (desk: Desk): string =>
  onDuty(desk)
    .flatMap(({ name, closed, pausedBy, until }) =>
      closed === 'paused' || closed === 'hours' ? [CLOSED[closed](name, pausedBy, until)] : [],
    )
    .join('\n')

/** Which workgroups let nobody in, and why: an empty queue would look like a quiet hour. */
function Closed() {
  const words = useDesk(closedWords)
  return words === '' ? null : (
    <ul className="queue-closed" aria-label={t('Closed workgroups')}>
      {words.split('\n').map((text) => (
        <li key={text}>
          <Icon name="pause" /> {text}
        </li>
      ))}
    </ul>
  )
}

/** Who reads a page and has asked for nothing. */
function OnSite() {
  const app = useApp()
  const count = useDesk((desk) => (siteVisitors.when(desk, app) ? onSite(desk.visitors).length : 0))
  return count === 0 ? null : (
    <Button className="left-button" onPress={() => siteVisitors.run(app)}>
      <Icon name="person" /> {t('{n} on the site', { n: count })}
    </Button>
  )
}

/** Somebody wrote while nobody was here. */
function LeftMessages() {
  const app = useApp()
  const count = useDesk((desk) => (leftMessages.when(desk, app) ? desk.messages.length : 0))
  return count === 0 ? null : (
    <Button className="left-button" onPress={() => leftMessages.run(app)}>
      <Icon name="mail" /> {many(count, '1 left message', '{n} left messages')}
    </Button>
  )
}

/** Why the queue is empty, honestly. */
const emptiness = (desk: Desk) => {
  if (!isOnline(desk)) return t('Not known while reconnecting')
  if (isStranger(desk)) return t('No queue for you here')
  const there = onDuty(desk)
  if (there.length > 0) return there.every(isShut) ? t('Closed: nobody can come') : t('Nobody is waiting')
  const asking = [...desk.workgroups.values()].some((workgroup) => workgroup.duty === 'asking')
  return desk.workgroups.size === 0 || asking ? '' : t('The queue cannot be seen right now')
}

const isShut = ({ closed }: { closed?: string }): boolean => closed === 'paused' || closed === 'hours'

function Nobody() {
  const title = useDesk(emptiness)
  return title ? <Empty title={title} /> : <Loading />
}

const Loading = () => (
  <div className="skeletons" role="status" aria-label={t('Looking who waits')}>
    <span className="skeleton" />
    <span className="skeleton" />
    <span className="skeleton" />
  </div>
)

const QueueRow = memo(function QueueRow({ request }: { request: Request }) {
  const app = useApp()
  const { id, name, number, problem } = request.case
  const chosen = useDesk((desk) => desk.preview === id)
  const answering = useDesk((desk) => desk.answering.has(id))
  const online = useDesk(isOnline)
  const full = useDesk(fullWords)
  const workgroup = useDesk((desk) => desk.workgroups.get(request.workgroup)?.name)
  const limits = useDesk((desk) => attentionOf(desk, request.workgroup).waiting)
  const away = request.show !== 'available' && request.show !== 'chat'
  return (
    <li className={`row${chosen ? ' row-chosen' : ''}`}>
      <Button className="row-main" onPress={() => showCase(app, id)}>
        <PresenceMark show={request.show} label />
        <span className="row-name">
          <bdi>{name}</bdi>
        </span>
        <Waiting since={request.joinedAt} limits={limits} />
        <span className="row-text" dir="auto">
          {away
            ? (request.status ?? (request.show === 'offline' ? t('Not connected right now') : t('Back soon')))
            : (problem ?? t('Nothing said about it'))}
        </span>
        <span className="row-meta">
          {request.priority > 0 && (
            <strong className="row-priority">{t('Priority {n}', { n: request.priority })} · </strong>
          )}
          {workgroup}
          {number && ` · ${number}`}
          {request.ringing && ` · ${t('rings at a colleague')}`}
        </span>
      </Button>
      {answering && (
        <span className="row-state" role="status">
          {t('Opening')}
        </span>
      )}
      {online && !answering && <Take name={name} full={full} take={() => takeCase(app, id)} />}
    </li>
  )
})

/** With all seats taken the reason stands where the button would do nothing. */
const Take = ({ name, full, take }: { name: string; full: string | undefined; take: () => void }) =>
  full === undefined ? (
    <Button className="button button-small" aria-label={t('Take {name}', { name })} onPress={take}>
      {t('Take')}
    </Button>
  ) : (
    <span className="row-full" title={full}>
      {t('Full')}
      <span className="unseen">: {full}</span>
    </span>
  )
