/**
 * Saves a whole installation of `npm start` into a folder, while it runs, and puts it back:
 *
 *     npm run backup -- FOLDER
 *     npm run restore -- FOLDER [--replace]
 *
 * First what the server has, then Parlor's store: a chat that ends in between is in both, not in neither.
 */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { putBackServer } from './backup/put-back.mjs'
import { saveServer } from './backup/save.mjs'
import { storeOf } from './backup/store.mjs'
import { makeFolder } from './folder.mjs'
import { Trouble } from './start/console.mjs'
import { claimData, releaseData } from './start/data.mjs'
import { readSettings } from './start/settings.mjs'

const USAGE = `usage: npm run backup -- FOLDER
       npm run restore -- FOLDER [--replace]`

/** Whatever is made from here on is for its owner alone. */
process.umask(0o077)

/** @param {string} folder */
async function backup(folder) {
  const settings = readSettings(process.env)
  if (existsSync(folder)) throw new Trouble(`${folder} is there already: a backup is a folder of its own`)
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  makeFolder(partial)
  try {
    const files = saveServer(settings, partial)
    await (await storeOf(settings)).backup(partial)
    renameSync(partial, folder)
    const server =
      files > 0 ? `the server's data (${files} files)` : 'nothing of the server, whose own programs save it'
    console.log(`Saved in ${folder}: Parlor's store, ${server}, and the secrets.`)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw error
  }
}

/**
 * @param {string} folder
 * @param {boolean} replace
 */
async function restore(folder, replace) {
  const settings = readSettings(process.env)
  claimData(settings)
  try {
    await (await storeOf(settings)).restore(folder, replace)
    putBackServer(settings, folder, replace)
    console.log(`${settings.dataDir} is as it was in ${folder}. Start it with npm start.`)
  } finally {
    releaseData(settings)
  }
}

async function main() {
  /** @type {ReturnType<typeof read>} */
  const { task, folder, replace } = read()
  if (task === 'backup' && folder && !replace) return backup(folder)
  if (task === 'restore' && folder) return restore(folder, replace)
  throw new Trouble(USAGE)
}

function read() {
  const { values, positionals } = parseArgs({
    options: { replace: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [task, given, ...rest] = positionals
  const folder =
    given === undefined || rest.length > 0 ? undefined : resolve(process.env.INIT_CWD ?? '.', given)
  return { task, folder, replace: values.replace }
}

main().catch((error) => {
  process.stderr.write(`parlor: ${error instanceof Trouble || error.fault ? error.message : error.stack}\n`)
  process.exit(1)
})
