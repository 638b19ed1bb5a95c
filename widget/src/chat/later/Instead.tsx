import { useEffect, useState } from 'preact/hooks'
import type { Look } from '../model/types.ts'
import { fetchLook } from '../wire/http.ts'
import { fill } from '../words/index.ts'
import type { LaterProps } from './index.tsx'
import { Act } from './notes.tsx'

/** Another workgroup or another page (Q5); a message has a form of its own. Nothing where there is no way. */
export function Instead(props: LaterProps) {
  const { instead } = props.state
  if (instead?.do === 'workgroup') return <Other jid={instead.jid} {...props} />
  if (instead?.do === 'redirect') return <Redirect url={instead.url} {...props} />
  return null
}

/** Its look says what it is called, what it asks for, and whether it is there. */
function Other({ jid, state, later, tell, tongue, act }: LaterProps & { readonly jid: string }) {
  const [look, found] = useState<Look | undefined>()
  const site = state.look?.site.id ?? ''
  useEffect(() => {
    fetchLook(site, jid, tongue.language).then(found, () => undefined)
  }, [site, jid])
  if (!look) return null
  const { name } = look.workgroup
  return (
    <>
      {!look.availability.open && <p>{fill(later.askShut, { name })}</p>}
      <Act
        text={fill(later.ask, { name })}
        onAct={() => {
          act()
          tell({ is: 'switch', look })
        }}
      />
    </>
  )
}

/** The web only, whatever was configured; the visitor's page stays where it is. */
function Redirect({ url, later }: LaterProps & { readonly url: string }) {
  const { protocol, host, href } = URL.canParse(url) ? new URL(url) : { protocol: '', host: '', href: '' }
  if (!/^https?:$/.test(protocol)) return null
  return (
    <a class="primary" href={href} target="_blank" rel="noopener">
      {fill(later.go, { host })}
    </a>
  )
}
