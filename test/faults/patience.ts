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

/** Rejects, naming what is waited for, when it takes too long. */
export async function inTime<T>(what: string, work: T | Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done within ${ms / 1_000} s`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** For one thing to end, ms; a ceiling, for machines that are slow. */
const ENDING = 60_000

/** What must be ended, each by its name, the newest first. */
export class Ends {
  readonly #steps: { readonly what: string; readonly end: () => unknown }[] = []

  constructor(readonly patience = ENDING) {}

  add(what: string, end: () => unknown): void {
    this.#steps.push({ what, end })
  }

  /** Ends each, whatever became of the others; rejects with all that went wrong. */
  async all(): Promise<void> {
    const faults = await this.#end()
    if (faults.length > 0) throw together(faults)
  }

  /** The same, with what had gone wrong before. */
  async after(fault: unknown): Promise<never> {
    throw together([fault, ...(await this.#end())])
  }

  async #end(): Promise<unknown[]> {
    const faults: unknown[] = []
    for (const { what, end } of this.#steps.splice(0).reverse())
      await inTime(`to end ${what}`, (async () => end())(), this.patience).catch((fault: unknown) =>
        faults.push(fault),
      )
    return faults
  }
}

const together = (faults: readonly unknown[]): unknown =>
  faults.length === 1 ? faults[0] : new AggregateError(faults, faults.map(String).join('; '))

/** Does it, and ends what it has begun; what goes wrong in the ending does not hide what went wrong before. */
export async function ending<T>(work: (ends: Ends) => Promise<T>, ends = new Ends()): Promise<T> {
  const done = await work(ends).catch((fault: unknown) => ends.after(fault))
  await ends.all()
  return done
}
