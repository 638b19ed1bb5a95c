/** One start at a time on one data directory. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../folder.mjs'
import { Trouble } from './console.mjs'

/** @typedef {import('./settings.mjs').StartSettings} StartSettings */

/**
 * @param {StartSettings} settings
 * @throws {Trouble} when another start uses the directory, or it cannot be written
 */
export function claimData({ dataDir }) {
  const file = join(dataDir, 'start.pid')
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (other && other !== process.pid && isStart(other)) {
    throw new Trouble(`PARLOR_DATA ${dataDir} is in use by another start (process ${other})`)
  }
  try {
    makeFolder(join(dataDir, 'log'))
    writeFileSync(file, `${process.pid}\n`)
  } catch (error) {
    throw new Trouble(`PARLOR_DATA ${dataDir} cannot be written (${/** @type {Error} */ (error).message})`)
  }
}

/** @param {StartSettings} settings */
export function releaseData({ dataDir }) {
  rmSync(join(dataDir, 'start.pid'), { force: true })
}

/**
 * Whether that process lives and is a start (a number may have gone to another program since).
 * @param {number} pid
 */
function isStart(pid) {
  try {
    process.kill(pid, 0)
    const proc = `/proc/${pid}/cmdline`
    return !existsSync(proc) || readFileSync(proc, 'utf8').includes('start.mjs')
  } catch {
    return false
  }
}
