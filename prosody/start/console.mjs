/** What a start says while it works, and how it fails. */

/** Something the reader can mend: shown as one clear message, without a stack. */
export class Trouble extends Error {}

/**
 * Shows a step while it runs, and how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const began = Date.now()
  process.stdout.write(`  ${what} ...`)
  try {
    const result = await work()
    process.stdout.write(` ${seconds(Date.now() - began)}\n`)
    return result
  } catch (error) {
    process.stdout.write(' failed\n')
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
