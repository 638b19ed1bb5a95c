/** Keeps one process running: what falls over is set up again. One that falls again and again is left alone; the others go on. */
import { note } from './console.mjs'

/** @typedef {{ exited: Promise<number | string>, stop: () => Promise<void> }} Service */

const PAUSE = 500 // ms
const WINDOW = 60_000
const MOST_FALLS = 5

/**
 * Starts a service (a failure of this first start is thrown) and follows it from then on.
 * @template {Service} T
 * @param {string} name
 * @param {() => Promise<T>} start
 * @param {Pick<import('./signals.mjs').Running, 'add' | 'isEnding'>} running
 * @param {number} pause ms
 * @returns {Promise<T>}
 */
export async function supervise(name, start, running, pause = PAUSE) {
  let current = await start()
  const first = current
  running.add(() => current.stop())
  /** @type {number[]} */
  let falls = []
  const fallsTooOften = () => {
    const now = Date.now()
    falls = [...falls.filter((time) => now - time < WINDOW), now]
    return falls.length > MOST_FALLS
  }
  const follow = async () => {
    let how = await current.exited
    while (!running.isEnding()) {
      if (fallsTooOften()) {
        giveUp(name, how)
        return
      }
      note(`${name} has ended (${how}); starting it again`)
      await new Promise((done) => setTimeout(done, pause))
      if (running.isEnding()) return
      how = await start().then(
        (again) => {
          current = again
          return again.exited
        },
        (error) => error.message,
      )
    }
  }
  void follow()
  return first
}

/**
 * @param {string} name
 * @param {number | string} how
 */
function giveUp(name, how) {
  process.stderr.write(
    `\nparlor: ${name} has fallen more than ${MOST_FALLS} times within a minute (${how}) and is not started again.\n` +
      '  What else runs goes on. Look into its log, mend it, then stop this (Ctrl-C) and start anew.\n',
  )
}
