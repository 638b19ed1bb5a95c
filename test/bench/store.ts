/** Durable writes: one after the other, and all of a burst at once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { caseDetails, caseRecord, SUPPORT } from '../../component/src/store/contract-samples.kit.ts'
import { migrate } from '../../component/src/store/migrate.ts'
import { storeOn } from '../../component/src/store/open.ts'
import { openSqlite } from '../../component/src/store/sqlite.ts'
import type { Store } from '../../component/src/store/types.ts'
import type { Figure } from './table.ts'

const WRITES = 1_000

const write = (store: Store, index: number) =>
  store.commit(SUPPORT, [{ id: `c${index}`, record: { ...caseRecord(`c${index}`), round: index } }])

const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

export async function store(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-bench-'))
  const log = pino({ level: 'silent' })
  const engine = openSqlite(join(folder, 'parlor.db'), log)
  await migrate(engine, log)
  const opened = storeOn(engine)
  const all = Array.from({ length: WRITES }, (_, index) => index)
  await Promise.all(all.map((index) => opened.createCase(caseDetails(`c${index}`), caseRecord(`c${index}`))))
  const floor = await timed(async () => {
    for (const index of all) await write(opened, index)
  })
  const value = await timed(() => Promise.all(all.map((index) => write(opened, index))))
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
  return [
    { what: `${WRITES} durable writes at once, against one by one`, floor, value, unit: 'ms', atMost: 0.5 },
  ]
}
