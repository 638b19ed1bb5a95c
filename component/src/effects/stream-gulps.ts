import type { Readable } from 'node:stream'

/** So many characters at once, of some eight stanzas, come from a server that is busy. */
const MUCH = 2_048
/** Of a whole packet of 64 KiB: more is waiting already. */
const FULL = 60_000
/** After each reading, ms. */
const REST = { least: 30, most: 200 }
/** The longest rest is for so many characters in the last second, some fifteen hundred stanzas. */
const RUSH = 400_000
const SECOND = 1_000

/**
 * Reads in gulps while much comes: a busy server sends a dozen stanzas at a time, and to be woken for a dozen costs as much
 * as to handle them. So the socket rests after each reading, the longer the more has come lately, and what comes meanwhile
 * is the kernel's. What comes alone is read at once, and what is waiting already does not wait longer.
 */
export function readInGulps(socket: Readable): void {
  let lately = 0
  let readAt = 0
  socket.on('data', ({ length }: string | Buffer) => {
    const now = performance.now()
    lately = lately * Math.exp((readAt - now) / SECOND) + length
    readAt = now
    if (length < MUCH || length >= FULL) return
    socket.pause()
    setTimeout(() => socket.resume(), restAfter(lately))
  })
}

const restAfter = (lately: number): number =>
  Math.min(REST.most, Math.max(REST.least, Math.round((lately / RUSH) * REST.most)))
