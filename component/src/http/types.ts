/** What the web server asks of the workgroups. All answers come from memory, at once. */
import type { BareJid, Show } from '../core/types.ts'

export interface Availability {
  /** Would a request be accepted now? */
  readonly open: boolean
  /** The best of the operators on duty; `offline` when nobody is. The same as the workgroup's presence. */
  readonly show: Show
  /** The workgroup's own presence text: `2 waiting, oldest 1 min`. */
  readonly statusText: string
  readonly waiting: number
  /** For one who would join now; absent when nothing is known yet. */
  readonly expectedWaitSeconds?: number
}

/** One OpenMetrics family. The name of a counter ends without `_total`: it is added when written. */
export interface Metric {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly help: string
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
}

export interface Health {
  /** Can conversations begin? */
  readonly ok: boolean
  /** By part: `{ stream: 'ok', store: 'ok' }`, or a few words on what is wrong. Seen by anybody: no inside knowledge. */
  readonly parts: Readonly<Record<string, string>>
}

export interface Workgroups {
  /** Undefined when there is no such workgroup. */
  availability(workgroup: BareJid): Availability | undefined
  metrics(): readonly Metric[]
  health(): Health
}
