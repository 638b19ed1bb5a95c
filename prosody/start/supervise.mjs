/** Keeps one process running: what falls over is set up again, unless it does so again and again. */
import { note, Trouble } from './console.mjs'

/** @typedef {{ exited: Promise<number | string>, stop: () => Promise<void> }} Service */

const PAUSE = 500 // ms
const WINDOW = 60_000
const MOST_FALLS = 5

/**
 * Starts a service (a failure of this first start is thrown) and follows it from then on.
 * @template {Service} T
 * @param {string} name
 * @param {() => Promise<T>} start
 * @param {import('./signals.mjs').Running} running
 * @returns {Promise<T>}
 */
export async function supervise(name, start, running) {
  let current = await start()
  const first = current
  running.add(() => current.stop())
  /** @type {number[]} */
  let falls = []
  const follow = async () => {
    for (;;) {
      const how = await current.exited
      if (running.isEnding()) return
      const now = Date.now()
      falls = [...falls.filter((time) => now - time < WINDOW), now]
      if (falls.length > MOST_FALLS) throw new Trouble(`${name} ends again and again (${how})`)
      note(`${name} has ended (${how}); starting it again`)
      await new Promise((done) => setTimeout(done, PAUSE))
      current = await start()
    }
  }
  follow().catch((error) => {
    if (running.isEnding()) return
    process.stderr.write(`\nparlor: ${error.message}\n`)
    void running.end(1)
  })
  return first
}
