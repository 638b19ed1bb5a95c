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
/** Ctrl-C reaches npm and this process, and npm passes it on: what comes so soon is the same wish. */
const TWICE = 300

/**
 * @param {() => void} last what to do when all is stopped
 * @returns {Running}
 */
export function onEnd(last) {
  /** @type {(() => Promise<void>)[]} */
  const stops = []
  let ending = false
  let askedAt = 0
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
      if (Date.now() - askedAt < TWICE) return
      askedAt = Date.now()
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
 * npm runs this process, or a shell that does, and waits for it; killed, it can pass nothing on. When one of them is gone, so are we.
 * @param {() => void} gone
 */
function followNpm(gone) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const grandparent = isNpm(parent) ? undefined : parentOf(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent)) return
    clearInterval(timer)
    gone()
  }, WATCH)
  timer.unref()
}

/** @param {number} pid */
function isNpm(pid) {
  try {
    return /\bnpm\b/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) && !isShell(pid)
  } catch {
    return false
  }
}

const isShell = (/** @type {number} */ pid) =>
  /^(ba|da)?sh$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim())

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
