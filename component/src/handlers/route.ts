/** The shape of the routing table: what a stanza must look like, and who answers it. */
import type { Element } from 'ltx'
import type { Jid } from '../protocol/jid.ts'
import type { Child } from '../protocol/stanza.ts'
import type { Office } from '../workgroup/office.ts'
import type { Workgroup } from '../workgroup/workgroup.ts'

/**
 * What the stanza is addressed to. `service`: the component's domain. `workgroup`: a workgroup's bare JID, or
 * that with the resource Desk (`isGajim`). `colleague`: an address below a workgroup, from which colleagues' presence
 * comes. `room`: anything that comes from the rooms' host, whatever it is addressed to.
 */
export type Level = 'service' | 'workgroup' | 'colleague' | 'room'

export type Kind = 'iq' | 'message' | 'presence'

/** What a handler knows about the stanza before it has looked inside. */
export interface Call {
  readonly office: Office
  readonly stanza: Element
  readonly from: Jid
  readonly to: Jid
}

export interface WorkgroupCall extends Call {
  readonly workgroup: Workgroup
}

/** For a get or set: the payload of the result. Whoever refuses throws a `StanzaError`. */
export type Answer = Child | Promise<Child>

interface Pattern {
  readonly kind: Kind
  /** `undefined`: any; for presence `available` stands for no type. */
  readonly type?: string
  readonly child?: readonly [name: string, ns: string]
}

export type Route =
  | (Pattern & { readonly at: 'service'; readonly to: (call: Call) => Answer })
  | (Pattern & {
      readonly at: 'workgroup' | 'colleague' | 'room'
      readonly to: (call: WorkgroupCall) => Answer
    })
