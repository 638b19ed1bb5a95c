/** Waiting, with an end to it. */

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Nothing when it took too long or failed; what comes too late is handed to `drop`. */
export function within<T>(work: Promise<T>, ms: number, drop: (late: T) => void): Promise<T | undefined> {
  let isLate = false
  const given = work.then(
    (result) => {
      if (!isLate) return result
      drop(result)
      return undefined
    },
    () => undefined,
  )
  return Promise.race([
    given,
    pause(ms).then(() => {
      isLate = true
      return undefined
    }),
  ])
}
