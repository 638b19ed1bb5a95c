/** Logs of what runs: in `log/` of the data directory, one old file of each kept. */
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LARGEST = 10 * 1024 * 1024 // bytes, looked at when a log is opened

/**
 * @param {string} dataDir
 * @param {'prosody' | 'component'} name
 */
export function openLog(dataDir, name) {
  const file = join(dataDir, 'log', `${name}.log`)
  if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, `${file}.old`)
  return createWriteStream(file, { flags: 'a', mode: 0o600 })
}
