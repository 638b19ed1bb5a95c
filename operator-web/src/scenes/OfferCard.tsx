import { Button } from 'react-aria-components'
import { showCase, takeCase } from '../actions/take.ts'
import { Avatar } from '../components/Avatar.tsx'
import { Icon } from '../components/Icon.tsx'
import { Ring } from '../components/Ring.tsx'
import { Waiting } from '../components/Time.tsx'
import { Told } from '../components/Told.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { attentionOf } from '../model/queue.ts'
import { isOnline, nameOf } from '../model/select.ts'
import type { Asks, Offer } from '../model/types.ts'
import { t } from '../words/index.ts'

interface OfferCardProps {
  offer: Offer
  /** When the visitor came, if the queue has told. */
  joinedAt: number | undefined
  /** The one that the keys are for. */
  first: boolean
}

/** A request that rings here. */
export function OfferCard({ offer, joinedAt, first }: OfferCardProps) {
  const app = useApp()
  const online = useDesk(isOnline)
  const answering = useDesk((desk) => desk.answering.has(offer.case.id))
  const workgroup = useDesk((desk) => desk.workgroups.get(offer.workgroup)?.name)
  const limits = useDesk((desk) => attentionOf(desk, offer.workgroup).waiting)
  const { id, name, problem, number } = offer.case
  const { asks } = offer
  return (
    <article
      className="offer"
      aria-label={asks ? t('Chat with {name}', { name }) : t('Request from {name}', { name })}
    >
      <header className="offer-head">
        <Avatar name={name} />
        <Button className="offer-who" onPress={() => showCase(app, id)}>
          <bdi className="offer-name">{name}</bdi>
          <span className="offer-meta">
            {workgroup} {number && `· ${t('Case {number}', { number })}`}
            {!asks && (
              <>
                {' · '}
                <span className="offer-waiting">
                  <Told
                    text={t('waiting {time}')}
                    time={<Waiting since={joinedAt ?? offer.since} limits={limits} />}
                  />
                </span>
              </>
            )}
          </span>
        </Button>
        {!answering && <Ring since={offer.since} until={offer.until} />}
      </header>
      {asks && <Why asks={asks} />}
      {problem && (
        <p className="offer-problem" dir="auto">
          {problem}
        </p>
      )}
      {answering ? (
        <p className="offer-opening" role="status">
          {t('Opening the chat ...')}
        </p>
      ) : (
        online && (
          <div className="offer-actions">
            <Button className="button button-main" onPress={() => takeCase(app, id)}>
              {asks?.as === 'colleague' ? t('Join') : t('Take')}{' '}
              {first && <Key free="Enter" busy="Alt Enter" />}
            </Button>
            <Button className="button" onPress={() => app.shell?.decline(id)}>
              {t('Not me')} {first && <Key free="Esc" busy="Alt ⌫" />}
            </Button>
          </div>
        )
      )}
    </article>
  )
}

/** The plain key is for whoever is in no field and on no button; the style sheet shows the one that works. */
const Key = ({ free, busy }: { free: string; busy: string }) => (
  <>
    <kbd className="key-free">{free}</kbd>
    <kbd className="key-busy">{busy}</kbd>
  </>
)

/** Whose chat it is, what is asked, and the note. */
const Why = ({ asks }: { asks: Asks }) => (
  <div className="offer-why">
    <p>
      <strong>{nameOf(asks.by)}</strong>{' '}
      {asks.as === 'owner' ? t('hands this chat to you.') : t('asks you into this chat.')}
    </p>
    {asks.note && (
      <blockquote className="note" dir="auto">
        {asks.note}
      </blockquote>
    )}
  </div>
)

/** The others that ring, one line each: who asks longest is the card. */
export function OfferLine({ offer, joinedAt }: Omit<OfferCardProps, 'first'>) {
  const app = useApp()
  const online = useDesk(isOnline)
  const answering = useDesk((desk) => desk.answering.has(offer.case.id))
  const limits = useDesk((desk) => attentionOf(desk, offer.workgroup).waiting)
  const { id, name, problem } = offer.case
  const { asks } = offer
  return (
    <li className="ringing-line">
      <Ring since={offer.since} until={offer.until} />
      <Button className="ringing-who" onPress={() => showCase(app, id)}>
        <bdi className="row-name">{name}</bdi>
        <span className="row-text" dir="auto">
          {asks ? t('from {name}', { name: nameOf(asks.by) }) : problem}
        </span>
      </Button>
      {!asks && <Waiting since={joinedAt ?? offer.since} limits={limits} />}
      {answering ? (
        <span className="row-state" role="status">
          {t('Opening')}
        </span>
      ) : (
        online && (
          <>
            <Button
              className="button button-small"
              aria-label={t('Take {name}', { name })}
              onPress={() => takeCase(app, id)}
            >
              {asks?.as === 'colleague' ? t('Join') : t('Take')}
            </Button>
            <Button
              className="button button-plain"
              aria-label={t('Not me: {name}', { name })}
              onPress={() => app.shell?.decline(id)}
            >
              <Icon name="end" />
            </Button>
          </>
        )
      )}
    </li>
  )
}
