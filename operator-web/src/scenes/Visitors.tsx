import { Button } from 'react-aria-components'
import { ListDialog } from '../components/ListDialog.tsx'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { useNow } from '../hooks/use-now.ts'
import { duration, isOnline, mayUse } from '../model/select.ts'
import type { SiteVisitor } from '../model/types.ts'
import { onSite } from '../model/visitors.ts'

/** Who is on the site now, and has asked for nothing (R7). */
export function Visitors({ close }: { close: () => void }) {
  const visitors = onSite(useDesk((desk) => desk.visitors))
  return (
    <ListDialog title="On the site now" none="Nobody is on the site." close={close}>
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
  const state = busy ? 'Has a chat' : invitedBy && `Invited by ${invitedBy}`
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
            {visitor.suggested && ' · Invited by rule'}
          </span>
        </p>
        <p className="onsite-page" dir="auto">
          {title || page || 'A page without a title'}
        </p>
        {title && page && <p className="onsite-more">{page}</p>}
        {referrer && <p className="onsite-more">from {referrer}</p>}
      </div>
      {state ? (
        <span className="onsite-state">{state}</span>
      ) : (
        mayInvite && (
          <Button
            className="button button-small"
            aria-label={`Invite ${name}`}
            onPress={() => void app.shell?.visitors.invite(visitor)}
          >
            Invite
          </Button>
        )
      )}
    </li>
  )
}

const Since = ({ at }: { at: number }) => <time className="lasting">{duration(useNow() - at)}</time>
