import { existsSync, mkdirSync } from 'node:fs'
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
