/** Things worth an alarm, and what is spread, counted since the start (served at `/metrics`). */
import { Histogram } from 'prom-client'

export interface Counters {
  /** Live messages that the room did not archive: they had no stanza-id by the room. */
  unarchived: number
  /** Rooms that could not be opened. */
  roomsFailed: number
  /** Transcripts whose archive was gone before it was copied. */
  transcriptsLost: number
  /** Cases of which operators were sent less, since the stanza could not carry more. */
  casesCut: number
  /** Seconds, by workgroup: until an operator took a request, and until their first words. */
  readonly wait: Histogram<'workgroup'>
  readonly firstResponse: Histogram<'workgroup'>
}

const WAITS = [5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600]

const histogram = (name: string, help: string): Histogram<'workgroup'> =>
  new Histogram({ name, help, labelNames: ['workgroup'], buckets: WAITS, registers: [] })

export const newCounters = (): Counters => ({
  unarchived: 0,
  roomsFailed: 0,
  transcriptsLost: 0,
  casesCut: 0,
  wait: histogram('parlor_wait_seconds', 'Seconds from a request until an operator has taken it.'),
  firstResponse: histogram(
    'parlor_first_response_seconds',
    "Seconds from a request until an operator's first words.",
  ),
})
