/** A workgroup's state from nothing, or from what the store kept. */
import { nobody } from './free.ts'
import { Keyed } from './keyed.ts'
import { unknownPace } from './pace.ts'
import { comparePlaces } from './queue.ts'
import { Sorted } from './sorted.ts'
import { newOperator } from './staff.ts'
import type { BareJid, CaseId, Instant, Operator, Rules, State } from './types.ts'

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1)

const compareAlarms = (a: readonly [Instant, CaseId], b: readonly [Instant, CaseId]): number =>
  a[0] - b[0] || compareTexts(a[1], b[1])

/** Keys in a node of a sorted map. Each write copies one node of each level: small nodes keep that flat (test/bench/core.ts). */
const nodeSize = 16

export const operatorsOf = (operators: readonly Operator[]): State['operators'] =>
  new Sorted(
    operators.map((one): [BareJid, Operator] => [one.jid, one]),
    compareTexts,
    nodeSize,
  )

/** A workgroup in which nothing has happened and of whose operators nothing is known. */
export const empty = (rules: Rules, open: boolean, seed = 1): State => ({
  rules,
  open,
  nextSeq: 1,
  nextTurn: 1,
  seed,
  cases: Keyed.of(),
  queue: new Sorted([], comparePlaces, nodeSize),
  ready: new Sorted([], comparePlaces, nodeSize),
  refused: new Sorted([], comparePlaces, nodeSize),
  byVisitor: Keyed.of(),
  alarms: new Sorted([], compareAlarms, nodeSize),
  operators: operatorsOf([...rules.operators.keys()].map((jid) => newOperator(jid))),
  free: nobody,
  pace: unknownPace,
})
