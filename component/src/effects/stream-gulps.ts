/** Reading from the socket in larger pieces while much comes, so that a rush costs fewer turns of the event loop. */
import type { Readable } from 'node:stream'

/** So many characters at once, of some eight stanzas, come from a server that is busy. */
const MUCH = 2_048
/** After each gulp, ms. */
const REST = { least: 30, most: 200 }
/** The longest rest is for so many characters in the last second, some fifteen hundred stanzas. */
const RUSH = 400_000
const SECOND = 1_000

/**
 * Reads in gulps while much comes: a busy server sends a dozen stanzas at a time, and to be woken for a dozen costs as much
 * as to handle them. So the socket rests after each turn in which much was read, the longer the more has come lately; then
 * all that has come meanwhile is read in one turn. What comes alone is read at once.
 */
export function readInGulps(socket: Readable): void {
  let gulp = 0
  let lately = 0
  let readAt = 0
  const rest = (): void => {
    const length = gulp
    gulp = 0
    if (length < MUCH) return
    socket.pause()
    setTimeout(() => socket.resume(), restAfter(lately))
  }
  socket.on('data', ({ length }: string | Buffer) => {
    const now = performance.now()
    lately = lately * Math.exp((readAt - now) / SECOND) + length
    readAt = now
    if (gulp === 0) setImmediate(rest)
    gulp += length
  })
}

const restAfter = (lately: number): number =>
  Math.min(REST.most, Math.max(REST.least, Math.round((lately / RUSH) * REST.most)))
