/** The end of a start: Ctrl-C, a signal, or npm gone. Everything that runs is stopped, the last started first. */
import { readFileSync } from 'node:fs'

/**
 * @typedef {object} Running
 * @property {(stop: () => Promise<void>) => void} add something to stop at the end
 * @property {() => boolean} isEnding
 * @property {(code: number) => Promise<never>} end stops everything and leaves
 */

const GRACE = 15_000 // ms
const WATCH = 500

/**
 * @param {() => void} last what to do when all is stopped
 * @returns {Running}
 */
export function onEnd(last) {
  /** @type {(() => Promise<void>)[]} */
  const stops = []
  let ending = false
  const end = async (/** @type {number} */ code) => {
    if (!ending) {
      ending = true
      setTimeout(() => process.exit(1), GRACE).unref()
      for (const stop of stops.reverse()) await stop().catch(() => {})
      last()
    }
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (ending) process.exit(1)
      process.stdout.write('\n  stopping\n')
      void end(0)
    })
  }
  followNpm(() => void end(0))
  process.once('exit', () => ending || last())
  return { add: (stop) => void stops.push(stop), isEnding: () => ending, end }
}

/**
 * npm runs a shell, which runs this process, and does not always pass a signal on. When one of the two is gone, so are we.
 * @param {() => void} gone
 */
function followNpm(gone) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const grandparent = parentOf(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === grandparent) return
    clearInterval(timer)
    gone()
  }, WATCH)
  timer.unref()
}

/**
 * @param {number} pid
 * @returns {number | undefined} where there is a /proc
 */
function parentOf(pid) {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}
