import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Likely, likely } from './testing/likely.kit.ts'
import { Pair } from './testing/pair.kit.ts'
import { rulesWith } from './testing/stage.kit.ts'

const support = 'support@desk' as const
const sales = 'sales@desk' as const

/** PARLOR_RUNS=5000 for a long look. */
const runs = Number(process.env.PARLOR_RUNS ?? 150)

/** Nobody joins at sales by themselves, and only their own chats are handed back there. */
const ofSupport = (Object.keys(likely) as Likely['what'][]).filter(
  (what) => !['adopt', 'archived', 'handed over', 'returned', 'called back'].includes(what),
)
const ofSales = ofSupport.filter(
  (what) => !['join', 'archived', 'open conversation', 'transfer to sales'].includes(what),
)
/** What brings a chat from one to the other. */
const flow: readonly Likely['what'][] = [
  'come on duty',
  'join',
  'accept',
  'accept',
  'opened',
  'transfer to sales',
]
const flowThere: readonly Likely['what'][] = ['come on duty', 'accept', 'opened']

type Step =
  | { readonly at: typeof support | typeof sales; readonly what: Likely['what'] }
  | 'deliver'
  | 'crash'

const happens = (at: typeof support | typeof sales, what: readonly Likely['what'][]): fc.Arbitrary<Step> =>
  fc.record({ at: fc.constant(at), what: fc.constantFrom(...what) })

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: happens(support, flow), weight: 12 },
  { arbitrary: happens(sales, flowThere), weight: 8 },
  { arbitrary: happens(support, ofSupport), weight: 3 },
  { arbitrary: happens(sales, ofSales), weight: 2 },
  { arbitrary: fc.constant<Step>('deliver'), weight: 8 },
  { arbitrary: fc.constant<Step>('crash'), weight: 1 },
)

const patience = { timeout: 180_000 + runs * 500 }

test(
  'C5: between two workgroups, however late they hear of each other and whenever they are killed, a chat is never lost and never in two hands',
  patience,
  () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, fc.nat(20)), { minLength: 20, maxLength: 120, size: 'max' }),
        (steps) => {
          const pair = new Pair({
            [support]: rulesWith({ anna: 3, ben: 2 }),
            [sales]: rulesWith({ sam: 2, sue: 1 }),
          })
          for (const [step, nth] of steps) {
            if (step === 'deliver') pair.deliver()
            else if (step === 'crash') pair.crash()
            else pair.likely(step.at, { what: step.what, nth })
          }
          pair.deliverAll()
          const ids = new Set([...pair.states.values()].flatMap(({ cases }) => [...cases.keys()]))
          for (const id of ids) {
            expect(pair.owners(id).length, `${id} has several owners`).toBeLessThan(2)
            expect(
              pair.holders(id).length + (pair.ended.has(id) ? 1 : 0),
              `${id} belongs to nobody, or to two`,
            ).toBe(1)
          }
        },
      ),
      { numRuns: runs },
    ),
)
