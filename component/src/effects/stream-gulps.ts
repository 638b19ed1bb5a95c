import type { Readable } from 'node:stream'

/** So many characters at once, of some eight stanzas, come from a server that is busy. */
const MUCH = 2_048
/** After each of these, ms. */
const REST = 30

/**
 * Reads in gulps while much comes: a busy server sends a dozen stanzas at a time, and to be woken for a dozen costs as much
 * as to handle them. So the socket rests after each reading, and what comes meanwhile is the kernel's. What comes alone is
 * read at once.
 */
export function readInGulps(socket: Readable): void {
  socket.on('data', ({ length }: string | Buffer) => {
    if (length < MUCH) return
    socket.pause()
    setTimeout(() => socket.resume(), REST)
  })
}
