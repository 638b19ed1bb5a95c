/**
 * `npm run backup -w component -- FILE`, `npm run restore -w component -- FILE [--replace]`: the store named by the
 * configuration (`PARLOR_CONFIG`, or `--config FILE`; parlor.yaml without).
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config/load.ts'
import { backup, restore } from './backup.ts'

/** npm changes to the workspace's folder: paths are meant from where the person is. */
const here = (path: string): string => resolve(process.env.INIT_CWD ?? '.', path)

const usage = `usage: npm run backup -w component -- FILE [--config parlor.yaml]
       npm run restore -w component -- FILE [--replace] [--config parlor.yaml]`

interface Words {
  readonly task: string
  readonly file: string
  readonly config: string
  readonly replace: boolean
}

function read(words: readonly string[]): Words | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { replace: { type: 'boolean' }, config: { type: 'string' } },
      allowPositionals: true,
    })
    const [task = '', file, ...rest] = positionals
    const known = task === 'restore' || (task === 'backup' && !values.replace)
    if (!known || file === undefined || rest.length > 0) return undefined
    const config = values.config ?? process.env.PARLOR_CONFIG ?? 'parlor.yaml'
    return { task, file: here(file), config: here(config), replace: values.replace ?? false }
  } catch {
    return undefined
  }
}

/** Resolves with a sentence for the person. Rejects with `StoreError`, `ConfigError`, or `UsageError`. */
export async function runCommand(given: readonly string[]): Promise<string> {
  const words = read(given)
  if (!words) throw new UsageError(usage)
  const { store } = loadConfig(words.config)
  const address = 'sqlite' in store ? { sqlite: here(store.sqlite) } : store
  if (words.task === 'backup') {
    await backup(address, words.file)
    return `The store is safe in ${words.file}.`
  }
  await restore(address, words.file, { replace: words.replace })
  return `The store is as it was in ${words.file}.`
}

export class UsageError extends Error {
  override readonly name = 'UsageError'
}
