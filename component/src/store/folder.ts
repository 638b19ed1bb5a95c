import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and what is missing above it, one step at a time: Node's own `recursive` never returns where a parent
 * exists and yet takes no folder (below `/proc`, for one). Throws what `mkdir` throws.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Somebody else was quicker.
    if (!existsSync(path)) throw error
  }
}

/** Of what people wrote: for the owner to write, for the group to read at most. */
export const PRIVATE = 0o640

/** Takes away what is more; a file of somebody else stays as it is. */
export function makePrivate(file: string): void {
  const { mode, uid } = statSync(file)
  if ((mode & 0o777 & ~PRIVATE) === 0 || (uid !== process.getuid?.() && process.getuid?.() !== 0)) return
  chmodSync(file, mode & PRIVATE)
}
