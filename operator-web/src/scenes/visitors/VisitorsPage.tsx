import { useState } from 'react'
import { Button, Switch } from 'react-aria-components'
import { inviteVisitor } from '../../actions/invite.ts'
import { Empty } from '../../components/Empty.tsx'
import { PlaceCredit } from '../../components/PlaceCredit.tsx'
import { Lasting } from '../../components/Time.tsx'
import { useApp, useDesk, useValue } from '../../hooks/use-app.ts'
import { isOnline, mayUse } from '../../model/select.ts'
import type { SiteVisitor } from '../../model/types.ts'
import { cameFrom, fitsRule, onSite } from '../../model/visitors.ts'
import { t } from '../../words/index.ts'

/** Who is on the site now, where they are and where they came from, as it changes (D4). */
export default function VisitorsPage() {
  const visitors = onSite(useDesk((desk) => desk.visitors))
  const [wanted, setWanted] = useState('')
  const shown = visitors.filter((visitor) => fitsRule(visitor, wanted))
  return (
    <div className="page-body">
      <div className="website-head">
        <h2 className="page-title">
          {t('Visitors')} <span className="count">{visitors.length}</span>
        </h2>
        <input
          type="search"
          className="ask-input visitors-find"
          aria-label={t('Only those with these words')}
          placeholder={t('Page, place, language ...')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Arrivals />
      </div>
      {shown.length === 0 ? (
        <Empty title={visitors.length === 0 ? t('Nobody is on the site') : t('Nobody fits these words')}>
          <p>{t('Who reads a page of a site that allows it appears here.')}</p>
        </Empty>
      ) : (
        <ul className="visitors-list">
          {shown.map((visitor) => (
            <Visitor key={visitor.visitor} visitor={visitor} />
          ))}
        </ul>
      )}
      {shown.some(({ place }) => place) && <PlaceCredit />}
    </div>
  )
}

/** A sound when somebody comes who fits; without words, for everybody. */
function Arrivals() {
  const app = useApp()
  const prefs = useValue(app.prefs)
  return (
    <div className="visitors-rule">
      <Switch
        className="switch"
        isSelected={prefs.arrivalSound}
        onChange={(arrivalSound) => app.prefs.set({ ...prefs, arrivalSound })}
      >
        <span className="switch-track" />
        {t('Sound when somebody comes')}
      </Switch>
      {prefs.arrivalSound && (
        <input
          className="ask-input"
          aria-label={t('Only to these pages or places')}
          placeholder={t('/cart, Denmark (empty: all)')}
          value={prefs.arrivalRule}
          onChange={(event) => app.prefs.set({ ...prefs, arrivalRule: event.target.value })}
        />
      )}
    </div>
  )
}

function Visitor({ visitor }: { visitor: SiteVisitor }) {
  const { name, title, page, path, since, language, browser, place, visits, earlier, suggested, words } =
    visitor
  const facts = [
    [t('From|referrer'), cameFrom(visitor.referrer)],
    [t('Searched for'), words],
    [t('Place'), place],
    [t('Language'), language],
    [t('Browser'), browser],
    [t('Visits'), visits],
    [t('Earlier cases'), earlier],
  ] as const
  return (
    <li className="card visitor">
      <div className="visitor-who">
        <p className="left-who">
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          <Lasting since={since} />
          {suggested && <span> · {t('Invited by rule')}</span>}
        </p>
        <p className="onsite-page" dir="auto">
          {title || page || t('A page without a title')}
        </p>
        {page && (
          <p className="onsite-more">
            {/^https?:/.test(page) ? (
              <a href={page} target="_blank" rel="noopener noreferrer">
                {page}
              </a>
            ) : (
              page
            )}
          </p>
        )}
        {path && path.length > 1 && (
          <p className="onsite-more">{t('Path: {path}', { path: path.join(' → ') })}</p>
        )}
      </div>
      <dl className="visitor-facts">
        {facts.map(
          ([label, value]) =>
            value !== undefined &&
            value !== '' && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      <Invite visitor={visitor} />
    </li>
  )
}

function Invite({ visitor }: { visitor: SiteVisitor }) {
  const app = useApp()
  const mayInvite = useDesk((desk) => isOnline(desk) && mayUse(desk, visitor.workgroup, 'contact'))
  const state = visitor.busy
    ? t('Has a chat')
    : visitor.invitedBy && t('Invited by {name}', { name: visitor.invitedBy })
  if (state) return <span className="onsite-state">{state}</span>
  return mayInvite ? (
    <Button className="button button-small" onPress={() => inviteVisitor(app, visitor)}>
      {t('Invite')}
      <span className="unseen"> {visitor.name}</span>
    </Button>
  ) : null
}
