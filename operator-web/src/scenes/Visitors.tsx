import { Button } from 'react-aria-components'
import { ListDialog } from '../components/ListDialog.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { useNow } from '../hooks/use-now.ts'
import { duration, isOnline, mayUse } from '../model/select.ts'
import type { SiteVisitor } from '../model/types.ts'
import { onSite } from '../model/visitors.ts'
import { t } from '../words/index.ts'

/** Who is on the site now, and has asked for nothing (R7). */
export function Visitors({ close }: { close: () => void }) {
  const visitors = onSite(useDesk((desk) => desk.visitors))
  return (
    <ListDialog title={t('On the site now')} none={t('Nobody is on the site.')} close={close}>
      {visitors.map((visitor) => (
        <Visitor key={visitor.visitor} visitor={visitor} />
      ))}
    </ListDialog>
  )
}

export function Visitor({ visitor }: { visitor: SiteVisitor }) {
  const app = useApp()
  const mayInvite = useDesk((desk) => isOnline(desk) && mayUse(desk, visitor.workgroup, 'contact'))
  const { name, title, page, referrer, language, invitedBy, busy } = visitor
  const state = busy ? t('Has a chat') : invitedBy && t('Invited by {name}', { name: invitedBy })
  return (
    <li className="onsite">
      <div className="onsite-who">
        <p className="left-who">
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          <span>
            <Since at={visitor.since} />
            {language && ` · ${language}`}
            {visitor.suggested && ` · ${t('Invited by rule')}`}
          </span>
        </p>
        <p className="onsite-page" dir="auto">
          {title || page || t('A page without a title')}
        </p>
        {title && page && <p className="onsite-more">{page}</p>}
        {referrer && <p className="onsite-more">{t('from {name}', { name: referrer })}</p>}
      </div>
      {state ? (
        <span className="onsite-state">{state}</span>
      ) : (
        mayInvite && (
          <Button
            className="button button-small"
            aria-label={t('Invite {name}', { name })}
            onPress={() => void app.shell?.visitors.invite(visitor)}
          >
            {t('Invite')}
          </Button>
        )
      )}
    </li>
  )
}

const Since = ({ at }: { at: number }) => <time className="lasting">{duration(useNow() - at)}</time>
