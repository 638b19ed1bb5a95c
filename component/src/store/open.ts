/** Opens the store: engine, schema, then the parts of the contract put together. */
import { archive } from './archive.ts'
import { blocks } from './blocks.ts'
import { canned, notices, pauses } from './canned.ts'
import { cases } from './cases.ts'
import type { Access, Engine, Log } from './engine.ts'
import { named, StoreError } from './errors.ts'
import { facts } from './facts.ts'
import { faq } from './faq.ts'
import { forgetting } from './forgetting.ts'
import { GroupCommit } from './group-commit.ts'
import { history } from './history.ts'
import { hooks } from './hooks.ts'
import { mails } from './mails.ts'
import { messages } from './messages.ts'
import { migrate } from './migrate.ts'
import { operators } from './operators.ts'
import { persons } from './persons.ts'
import { pushes } from './pushes.ts'
import { ratings } from './ratings.ts'
import { remarks } from './remarks.ts'
import { search } from './search.ts'
import { shifts } from './shifts.ts'
import type { Store } from './types.ts'

/** A file (made with its directory when missing; `:memory:` for tests), or `postgres://user:password@host/database`. */
export type StoreAddress = { readonly sqlite: string } | { readonly postgres: string }

/** Each driver is loaded only where it is used: together they are ten megabytes. */
const openEngine = async (where: StoreAddress, log: Log): Promise<Engine> =>
  'sqlite' in where
    ? (await import('./sqlite.ts')).openSqlite(where.sqlite, log)
    : (await import('./postgres.ts')).openPostgres(where.postgres, log)

/**
 * Rejects with a `StoreError`: `unwritable`, `locked`, `corrupt`, `newer-schema`, `unreachable` or `refused`. Once open,
 * every promise of the store rejects with nothing but a `StoreError`.
 */
export async function openStore(where: StoreAddress, options: { readonly log: Log }): Promise<Store> {
  const engine = await openEngine(where, options.log)
  try {
    await migrate(engine, options.log)
  } catch (error) {
    await engine.close()
    throw named(error, 'sqlite' in where ? where.sqlite : undefined)
  }
  return storeOn(engine)
}

/** The contract on an engine that is open and up to date. */
export function storeOn(engine: Engine): Store {
  const group = new GroupCommit(engine)
  let closing: Promise<void> | undefined
  const access: Access = {
    kind: engine.kind,
    async read(query) {
      if (closing) throw new StoreError('closed')
      return query(engine.db).catch((error) => {
        throw named(error)
      })
    },
    write: (change, how) => group.write(change, how),
  }
  const close = async () => {
    await group.close()
    await engine.close()
  }
  return {
    ...cases(access),
    ...history(access),
    ...operators(access),
    ...messages(access),
    ...remarks(access),
    ...canned(access),
    ...persons(access),
    ...notices(access),
    ...mails(access),
    ...search(access),
    ...pauses(access),
    ...blocks(access),
    ...faq(access),
    ...archive(access),
    ...ratings(access),
    ...facts(access),
    ...forgetting(access),
    ...hooks(access),
    ...pushes(access),
    ...shifts(access),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
