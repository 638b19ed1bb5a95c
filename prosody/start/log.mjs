/** Logs of what runs: in `log/` of the data directory, one old file of each kept. A log that cannot be written stops nothing. */
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { note } from './console.mjs'

const LARGEST = 10 * 1024 * 1024 // bytes, looked at when a log is opened
const AGAIN = 5_000 // ms

/** @typedef {{ write: (data: string | Buffer) => void }} Log */

/**
 * @param {string} dataDir
 * @param {'prosody' | 'ejabberd' | 'component'} name
 * @returns {Log}
 */
export function openLog(dataDir, name) {
  const file = join(dataDir, 'log', `${name}.log`)
  return keepWriting(file, () => {
    if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, `${file}.old`)
    return createWriteStream(file, { flags: 'a', mode: 0o600 })
  })
}

/**
 * What cannot be written (the disk is full, the folder is gone) is left out; it says so once, tries again, and says when it is back.
 * @param {string} file
 * @param {() => import('node:fs').WriteStream} open
 * @param {(text: string) => void} say
 * @param {number} pause ms
 * @returns {Log}
 */
export function keepWriting(file, open, say = note, pause = AGAIN) {
  /** @type {import('node:fs').WriteStream | undefined} */
  let stream
  let lost = 0
  let lostAt = 0
  const fail = (/** @type {Error} */ error) => {
    stream?.destroy()
    stream = undefined
    lostAt = Date.now()
    if (lost++ === 0) say(`the log ${file} cannot be written (${error.message}); going on without it`)
  }
  const begin = () => {
    try {
      const fresh = open()
      fresh.on('error', (error) => fresh === stream && fail(error))
      stream = fresh
    } catch (error) {
      fail(/** @type {Error} */ (error))
    }
  }
  begin()
  return {
    write(data) {
      if (!stream && Date.now() - lostAt >= pause) begin()
      if (!stream) lost += 1
      else
        stream.write(data, (error) => {
          if (error || lost === 0) return
          say(`the log ${file} is written again; ${lost} pieces are missing`)
          lost = 0
        })
    },
  }
}
