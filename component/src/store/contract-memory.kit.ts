/** What the store remembers beyond the single case, as tests that run on SQLite and on PostgreSQL alike. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent } from './contract.kit.ts'
import { SUPPORT } from './contract-samples.kit.ts'
import type { FaqEntry } from './memory-types.ts'
import { openStore, type StoreAddress } from './open.ts'
import type { Store } from './types.ts'

const ANNA = 'anna@localhost'
const SALES = 'sales@support.localhost'

/** `empty` gives the address of a store that does not exist yet. */
export function memoryContract(engine: string, empty: () => Promise<StoreAddress>): void {
  let store: Store

  beforeEach(async () => {
    store = await openStore(await empty(), { log: silent })
  })
  afterEach(() => store.close())

  const entry = (id: string, more: Partial<FaqEntry> = {}): FaqEntry => ({
    id,
    question: `Question ${id}?`,
    answer: `Answer ${id}.`,
    at: 1_795_297_200_123,
    by: ANNA,
    ...more,
  })

  test(`M4: ${engine} keeps answers in their order, under ids that stay`, async () => {
    await store.saveFaq(SUPPORT, [entry('a'), entry('b', { language: 'de', case: 'c1' })])
    await store.saveFaq(SUPPORT, [entry('c'), entry('a', { answer: 'Better \0.' })])
    await store.saveFaq(SALES, [entry('a')])
    const ids = async () => (await store.faq(SUPPORT)).map((one) => one.id)
    expect(await store.faq(SUPPORT)).toEqual([
      entry('a', { answer: 'Better \uFFFD.' }),
      entry('b', { language: 'de', case: 'c1' }),
      entry('c'),
    ])
    expect(await store.moveFaq(SUPPORT, 'c', 1)).toBe(true)
    expect(await ids()).toEqual(['c', 'a', 'b'])
    await store.moveFaq(SUPPORT, 'c', 99)
    expect(await ids()).toEqual(['a', 'b', 'c'])
    expect(await store.moveFaq(SUPPORT, 'none', 1)).toBe(false)
    expect([await store.removeFaq(SUPPORT, 'a'), await store.removeFaq(SUPPORT, 'a')]).toEqual([true, false])
    await store.saveFaq(SUPPORT, [entry('d')])
    expect(await ids()).toEqual(['b', 'c', 'd'])
    expect(await store.faq(SALES)).toEqual([entry('a')])
  })
}
