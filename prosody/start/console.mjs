/** What a start says while it works, and how it fails. */

/** Something the reader can mend: shown as one clear message, without a stack. */
export class Trouble extends Error {}

/**
 * Shows a step when it begins and how long it took when it ends. Steps may run side by side.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const began = Date.now()
  note(`${what} ...`)
  try {
    const result = await work()
    note(`${what}: ${seconds(Date.now() - began)}`)
    return result
  } catch (error) {
    note(`${what}: failed`)
    throw error
  }
}

/** @param {string} text */
export function note(text) {
  process.stdout.write(`  ${text}\n`)
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
