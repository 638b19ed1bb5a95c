import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and what is missing above it, one step at a time: Node's own `recursive` never returns where a parent
 * exists and yet takes no folder (below `/proc`, for one). Throws what `mkdir` throws.
 * @param {string} path
 */
export function makeFolder(path) {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Somebody else was quicker: another start, or a test beside this one.
    if (!existsSync(path)) throw error
  }
}
