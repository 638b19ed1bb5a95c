/**
 * One Parlor for each SQLite file. The lock is an exclusive transaction on a tiny file beside it: the kernel lets go of
 * it whatever way the process ends, so there is nothing stale to clean up, and the store itself stays readable for a
 * backup (`sqlite3 parlor.db .backup`), which `locking_mode=EXCLUSIVE` would forbid.
 */
import Database from 'libsql'
import { named } from './errors.ts'

/** Returns the function that lets go. Throws `locked` when another process holds it, `unwritable` when it cannot be made. */
export function lock(path: string): () => void {
  let holder: Database.Database | undefined
  try {
    holder = new Database(`${path}-lock`)
    holder.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    holder?.close()
    throw named(error, path)
  }
  const held = holder
  return () => held.close()
}
