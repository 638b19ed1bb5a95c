/** What the XMPP server has, saved while it runs: its databases each as of one moment, everything else file by file. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'libsql'
import { makeFolder } from '../folder.mjs'
import { Trouble } from '../start/console.mjs'

/** @typedef {import('../start/settings.mjs').StartSettings} StartSettings */

const SQLITE = 'SQLite format 3\0'
/** Of a database that is saved whole, and of a server that runs. */
const LEFT_OUT = /(-wal|-shm|-journal|\.pid|\.sock|\.new|~)$/

/**
 * @param {StartSettings} settings
 * @param {string} target
 * @returns {number} how many files
 */
export function saveServer({ dataDir, xmpp }, target) {
  const from = join(dataDir, 'prosody')
  if (!existsSync(join(dataDir, 'secrets.json')))
    throw new Trouble(`${dataDir} holds no installation: PARLOR_DATA names another folder?`)
  saveAbout(dataDir, target)
  // What such a server has, its own programs save.
  if (xmpp === 'external' || xmpp === 'ejabberd' || !existsSync(from)) return 0
  // Databases first: a file that a message names is there by then, and may be there without one.
  const files = filesIn(from).filter((file) => !LEFT_OUT.test(file))
  const databases = files.filter(isDatabase)
  for (const file of databases) saveDatabase(file, to(file))
  for (const file of files) if (!databases.includes(file)) saveFile(file, to(file))
  return files.length

  /** @param {string} file */
  function to(file) {
    return join(target, 'prosody', file.slice(from.length + 1))
  }
}

/**
 * The secrets of both, when it was, and whose the server's files are.
 * @param {string} dataDir
 * @param {string} target
 */
function saveAbout(dataDir, target) {
  saveFile(join(dataDir, 'secrets.json'), join(target, 'secrets.json'))
  const server = join(dataDir, 'prosody')
  const { uid, gid } = statSync(existsSync(server) ? server : dataDir)
  const about = { at: new Date().toISOString(), uid, gid }
  writeFileSync(join(target, 'about.json'), `${JSON.stringify(about)}\n`, { mode: 0o600 })
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** @param {string} file */
function isDatabase(file) {
  try {
    const open = openSync(file, 'r')
    const head = Buffer.alloc(SQLITE.length)
    const length = readSync(open, head, 0, head.length, 0)
    closeSync(open)
    return length === head.length && head.toString('latin1') === SQLITE
  } catch {
    return false
  }
}

/**
 * In one read transaction: what is written meanwhile is not in it, and nothing is half in it.
 * @param {string} from
 * @param {string} to
 */
function saveDatabase(from, to) {
  makeFolder(dirname(to))
  const database = new Database(from)
  try {
    database.exec('PRAGMA busy_timeout = 10000')
    database.prepare('VACUUM INTO ?').run(to)
  } finally {
    database.close()
  }
  const copy = new Database(to)
  try {
    const { integrity_check: found } = /** @type {{ integrity_check: string }} */ (
      copy.prepare('PRAGMA integrity_check').get()
    )
    if (found !== 'ok') throw new Trouble(`${basename(from)} is damaged: ${found}`)
  } finally {
    copy.close()
  }
}

/**
 * The server replaces its files, and writes into none: each is whole. One that is gone by now is gone.
 * @param {string} from
 * @param {string} to
 */
function saveFile(from, to) {
  makeFolder(dirname(to))
  try {
    copyFileSync(from, to)
    // It brings its mode along.
    chmodSync(to, 0o600)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error
  }
}
