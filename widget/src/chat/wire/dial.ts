/** One connection by Strophe.js: anonymous, over WebSocket (RFC 7395) or BOSH (XEP-0206) by the service's URL. */
import { $iq, type Builder, Strophe } from 'strophe.js'
import { JINGLE, PING } from '../../../../component/protocol/namespaces.js'
import { newId } from './id.ts'
import { inOrder, type Polling } from './order.ts'
import { attribute, bare } from './xml.ts'

export interface Wire {
  send(stanza: Builder): void
  /** The answer (result or error), or nothing when none came in time (ms). */
  ask(iq: Builder, timeout: number): Promise<Element | undefined>
  close(): void
}

export interface WireEars {
  stanza(element: Element): void
  /** Asked for a sign of life, and has given it. */
  asked(): void
  /** Called once, and not after `close()`. */
  closed(): void
}

/** Rejects when no session could be had. */
export type Dial = (service: string, domain: string, ears: WireEars) => Promise<Wire>

/** For a session over one service, ms; then the next one is tried. Longer where the server has been heard already. */
const PATIENCE = 4000
const PATIENCE_WHEN_HEARD = 12_000

/** What Strophe keeps to itself: the socket of a WebSocket. */
interface Socketed {
  readonly _proto: { readonly socket?: { readonly readyState: number } | null }
}
const { Status } = Strophe
/** Strophe's FATAL: a guest on somebody's page does not talk in its console. */
Strophe.setLogLevel(4)
const OVER: readonly number[] = [
  Status.CONNFAIL,
  Status.AUTHFAIL,
  Status.DISCONNECTED,
  Status.ERROR,
  Status.CONNTIMEOUT,
]

/** Only where it is built does Strophe come in two parts (`lean-strophe.ts`). */
const { fetchBosh } = Strophe as { fetchBosh?: () => Promise<void> }

export const dial: Dial = async (service, domain, ears) => {
  if (service.startsWith('http')) await fetchBosh?.()
  return connect(service, domain, ears)
}

const connect: Dial = (service, domain, ears) =>
  new Promise((resolve, reject) => {
    const connection = new Strophe.Connection(service, { mechanisms: [Strophe.SASLAnonymous] })
    if (service.startsWith('http')) inOrder(connection as unknown as Polling)
    let phase: 'new' | 'open' | 'over' = 'new'
    let heard = false
    const waiting = new Set<(answer?: Element) => void>()

    function over(): void {
      const was = phase
      phase = 'over'
      clearTimeout(timer)
      for (const answer of waiting) answer()
      if (was === 'new') reject(new Error(`no session at ${service}`))
      if (was === 'open') ears.closed()
    }

    function close(): void {
      if (phase === 'over') return
      phase = 'over'
      clearTimeout(timer)
      for (const answer of waiting) answer()
      connection.disconnect('')
    }

    function ask(iq: Builder, timeout: number): Promise<Element | undefined> {
      return new Promise((answered) => {
        const element = iq.tree()
        const to = attribute(element, 'to')
        // Unguessable: an answer is known by its id.
        element.setAttribute('id', newId())
        const settle = (answer?: Element) => {
          if (!waiting.delete(settle)) return
          clearTimeout(late)
          answered(answer && (!to || bare(attribute(answer, 'from') ?? '') === bare(to)) ? answer : undefined)
        }
        waiting.add(settle)
        const late = setTimeout(settle, timeout)
        if (phase === 'open') connection.sendIQ(element, settle, (error) => settle(error ?? undefined))
        else settle()
      })
    }

    const hear = (element: Element): true => {
      if (phase === 'open') ears.stanza(element)
      return true
    }

    /** XEP-0199. */
    const answer = (ping: Element): true => {
      const [to, id] = [attribute(ping, 'from') ?? '', attribute(ping, 'id') ?? '']
      if (phase === 'open') connection.send($iq({ type: 'result', to, id }))
      ears.asked()
      return true
    }

    function giveUp(): void {
      close()
      reject(new Error(`no session at ${service} in time`))
    }

    let timer = setTimeout(() => {
      const isOpen = (connection as unknown as Socketed)._proto.socket?.readyState === WebSocket.OPEN
      if (heard || isOpen) timer = setTimeout(giveUp, PATIENCE_WHEN_HEARD - PATIENCE)
      else giveUp()
    }, PATIENCE)

    connection.connect(domain, '', (status) => {
      if (phase === 'over') return
      if (OVER.includes(status)) return over()
      heard ||= status === Status.AUTHENTICATING
      if (status !== Status.CONNECTED) return
      phase = 'open'
      clearTimeout(timer)
      for (const kind of ['message', 'presence']) connection.addHandler(hear, '', kind, '')
      // Of what else is asked here, only a call is answered; the library refuses the rest.
      connection.addHandler(hear, JINGLE, 'iq', 'set')
      connection.addHandler(answer, PING, 'iq', 'get')
      resolve({ send: (stanza) => phase === 'open' && connection.send(stanza), ask, close })
    })
  })
