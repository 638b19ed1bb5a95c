/** XEP-0215: where the XMPP server says a way through firewalls is (STUN, TURN), as browsers take it. */
import { kid, kids, type Plain } from './element.ts'
import { NS } from './names.ts'

const KINDS = ['stun', 'stuns', 'turn', 'turns']

/** From the answer to `<services xmlns='urn:xmpp:extdisco:2'/>`; what cannot be used is left out. */
export function iceServers(answer: Plain | undefined): RTCIceServer[] {
  const services = answer && kid(answer, 'services')
  if (!services || services.attrs.xmlns !== NS.services) return []
  return kids(services, 'service').flatMap(({ attrs }) => {
    const { type = '', host = '', port, transport, username, password } = attrs
    if (!KINDS.includes(type) || host === '') return []
    const address = host.includes(':') ? `[${host}]` : host
    const query = type.startsWith('turn') && transport ? `?transport=${transport}` : ''
    const urls = `${type}:${address}${port ? `:${port}` : ''}${query}`
    if (!type.startsWith('turn')) return [{ urls }]
    return username && password ? [{ urls, username, credential: password }] : []
  })
}
