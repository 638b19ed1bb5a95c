/** Work that lies in the store until it is due: done one after the other, and looked for again when the next of it is due, or when woken. */
import type { Instant } from '../core/types.ts'
import type { Logger } from './log.ts'
import { Outage } from './outage.ts'
import type { Clock } from './types.ts'

/** After the store could not be read, ms. */
const LOOK_AGAIN = 60_000

export interface DueWorkOptions {
  readonly clock: Clock
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** The log line while the queue cannot be read. */
  readonly trouble: string
  /** Does what is due; looks at `isStopped` between two pieces. Throws what the store throws. */
  readonly doDue: (isStopped: () => boolean) => Promise<void>
  /** When the next of it is due; nothing while there is none. */
  readonly nextAt: () => Promise<Instant | undefined>
}

export interface DueWork {
  /** There is something new. */
  wake(): void
  /** Finishes what is under way. */
  stop(): Promise<void>
}

/** Begins at once. */
export function openDueWork(options: DueWorkOptions): DueWork {
  const { clock, trouble, doDue, nextAt } = options
  const outage = new Outage(trouble, {}, options)
  let working: Promise<void> | undefined
  let again = false
  let stopped = false
  let cancel = () => {}

  const wakeAt = (at: Instant): void => {
    cancel()
    if (!stopped) cancel = clock.wake(at, wake)
  }
  const work = async (): Promise<void> => {
    while (again && !stopped) {
      again = false
      try {
        await doDue(() => stopped)
        const next = await nextAt()
        outage.over()
        if (next !== undefined) wakeAt(Math.max(next, clock.now() + 1))
      } catch (error) {
        outage.failed(error)
        wakeAt(clock.now() + LOOK_AGAIN)
      }
    }
    working = undefined
  }
  const wake = (): void => {
    again = true
    if (!stopped) working ??= work()
  }
  wake()
  return {
    wake,
    async stop() {
      stopped = true
      cancel()
      await working
    },
  }
}
