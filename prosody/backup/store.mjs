/** Parlor's own store, saved and put back by the component's means: SQLite or PostgreSQL, as its configuration says. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { environment } from '../start/component.mjs'
import { Trouble } from '../start/console.mjs'
import { ROOT } from '../start/run.mjs'

const FILE = 'parlor.db'
const BUILT = join(ROOT, 'component/dist')

/**
 * @param {import('../start/settings.mjs').StartSettings} settings
 * @returns {Promise<{ backup: (folder: string) => Promise<void>, restore: (folder: string, replace: boolean) => Promise<void> }>}
 */
export async function storeOf(settings) {
  if (!existsSync(join(BUILT, 'backup/backup.js')))
    throw new Trouble('nothing is built yet: npm start does that, or npm run build')
  // The configuration names its folder, and more, by variables of the environment.
  Object.assign(process.env, environment(settings))
  const { backup, restore } = await import(pathToFileURL(join(BUILT, 'backup/backup.js')).href)
  const { loadConfig } = await import(pathToFileURL(join(BUILT, 'config/load.js')).href)
  const { store } = loadConfig(settings.config)
  return {
    backup: (folder) => backup(store, join(folder, FILE)),
    restore: (folder, replace) => restore(store, join(folder, FILE), { replace }),
  }
}
