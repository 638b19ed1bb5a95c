import { readFileSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Variables } from './document.ts'
import { ConfigError } from './mistakes.ts'
import { readConfig } from './read.ts'
import type { Config } from './types.ts'

export { ConfigError } from './mistakes.ts'
export { rulesOf } from './rules.ts'
export type * from './types.ts'

/** @throws ConfigError also when the file cannot be read */
export function loadConfig(path: string, env: Variables = process.env): Config {
  return readConfig(read(path), env, path)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(path, [
      { path: '', problem: `the file cannot be read: ${(error as Error).message}` },
    ])
  }
}

/** What a reload brought. With mistakes the old configuration stays in force. */
export type Reloaded = { readonly config: Config } | { readonly error: ConfigError }

/** Editors write a file in several steps. */
const SETTLE_MS = 200

/** Reads the file again when it changes and at SIGHUP; returns a function that stops watching. */
export function watchConfig(
  path: string,
  listener: (reloaded: Reloaded) => void,
  env: Variables = process.env,
): () => void {
  let seen = attempt(() => read(path))
  let timer: NodeJS.Timeout | undefined
  const reload = (): void => {
    seen = attempt(() => read(path))
    listener(reloadedFrom(path, env))
  }
  const changed = (): void => {
    if (attempt(() => read(path)) !== seen) reload()
  }
  // The directory, because many editors put a new file in the place of the old one.
  const watcher = watch(dirname(path), { persistent: false }, (_, name) => {
    if (name !== null && name !== basename(path)) return
    clearTimeout(timer)
    timer = setTimeout(changed, SETTLE_MS)
  })
  process.on('SIGHUP', reload)
  return () => {
    clearTimeout(timer)
    watcher.close()
    process.off('SIGHUP', reload)
  }
}

function reloadedFrom(path: string, env: Variables): Reloaded {
  try {
    return { config: loadConfig(path, env) }
  } catch (error) {
    if (error instanceof ConfigError) return { error }
    throw error
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
