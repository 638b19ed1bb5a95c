/** A workgroup to command in tests: five cases, three operators, and a record of what was asked for. */
import type { Fault, Instant, Show } from '../core/types.ts'
import { noRecords, type Records } from './records.ts'
import type { CaseRow, Colleague, CommandContext, CommandEvent } from './types.ts'

export const NOW: Instant = Date.UTC(2026, 10, 21, 10, 0, 0)
const MINUTE = 60_000

interface Waiting {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly minutes: number
  readonly about?: string
  readonly show?: Show
  readonly status?: string
  readonly phase?: CaseRow['case']['phase']
  readonly operator?: string
  readonly ringsHere?: boolean
  readonly asks?: CaseRow['asks']
  readonly guests?: CaseRow['guests']
  readonly goingTo?: string
  readonly notes?: CaseRow['case']['notes']
  readonly tags?: CaseRow['case']['tags']
}

export const row = (it: Waiting): CaseRow => ({
  case: {
    id: it.id,
    number: it.number,
    name: it.name,
    show: it.show ?? 'available',
    status: it.status,
    phase: it.phase ?? (it.ringsHere ? 'ringing' : 'waiting'),
    front: false,
    priority: 0,
    answers: [
      { name: 'name', label: 'Name', values: [it.name] },
      ...(it.about ? [{ name: 'problem', label: 'What is it about?', values: [it.about] }] : []),
    ],
    parameters: [],
    notes: it.notes,
    tags: it.tags,
  },
  joinedAt: NOW - it.minutes * MINUTE,
  room: `${it.id}@rooms.localhost`,
  operator: it.operator ? { jid: `${it.operator.toLowerCase()}@localhost`, name: it.operator } : undefined,
  ringsHere: it.ringsHere ?? false,
  asks: it.asks,
  guests: it.guests,
  goingTo: it.goingTo,
})

export const MIA = row({ id: '7k3q9x', number: 1842, name: 'Mia', minutes: 2, about: 'Where is my order?' })
export const OMAR = row({
  id: 'b2b2b2',
  number: 1843,
  name: 'Omar Ali',
  minutes: 1,
  show: 'away',
  status: 'back in 5',
})
export const LEA = row({ id: 'c3c3c3', number: 1844, name: 'Léa', minutes: 0 })

const STAFF: readonly Colleague[] = [
  { jid: 'anna@localhost', name: 'Anna', show: 'available', chats: 1, seats: 4 },
  { jid: 'ben@localhost', name: 'Ben', show: 'away', status: 'lunch', chats: 0, seats: 2 },
  { jid: 'carol@localhost', name: 'Carol', show: 'offline', chats: 0, seats: 4 },
]

export interface Fake extends CommandContext {
  readonly asked: CommandEvent[]
  readonly statuses: [Show, string | undefined][]
}

/** Anna's view. `fault` is what the rules answer to everything. */
export function fake(
  cases: readonly CaseRow[] = [MIA, OMAR, LEA],
  options: {
    readonly fault?: Fault
    readonly now?: Instant
    readonly client?: string
    readonly supervisor?: boolean
    readonly operator?: boolean
    readonly finishing?: boolean
    readonly readsTables?: boolean
    readonly isPlain?: boolean
    readonly records?: Partial<Records>
    readonly calls?: 'off' | 'either'
  } = {},
): Fake {
  const asked: CommandEvent[] = []
  const statuses: [Show, string | undefined][] = []
  const client = options.client ?? 'anna@localhost/psi'
  return {
    asked,
    statuses,
    now: options.now ?? NOW,
    workgroup: {
      ...{ jid: 'support@support.localhost', name: 'Support', timeZone: 'Europe/Berlin' },
      ...{ calls: options.calls ?? 'operator', desk: 'http://localhost:8080/operator/support' },
    },
    speaker: {
      jid: 'anna@localhost',
      client,
      supervisor: options.supervisor ?? false,
      operator: options.operator ?? !options.finishing,
      finishing: options.finishing ?? false,
      readsTables: options.readsTables ?? true,
      isPlain: options.isPlain ?? false,
    },
    cases: () => cases,
    // Made anew each time, as the workgroup does it.
    colleagues: () => STAFF.map((one) => ({ ...one })),
    workgroups: () => [{ jid: 'sales@support.localhost', name: 'Sales' }],
    records: { ...noRecords, ...options.records },
    decide: async (event) => {
      asked.push(event)
      return options.fault
    },
    backOnDuty: async () => false,
    setStatus: async (show, status) => {
      statuses.push([show, status])
      return options.fault
    },
  }
}
