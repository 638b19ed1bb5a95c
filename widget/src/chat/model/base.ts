/** What every step of the life cycle uses. */
import type { Deed, Happenings, Kept, State, Step } from './types.ts'

export type Steps = { [K in keyof Happenings]: (state: State, happening: Happenings[K]) => Step }

export const go = (state: State, ...deeds: Deed[]): Step => ({ state, deeds })

/** A request or a chat that can be continued. */
export const isRunning = (state: State): boolean => state.token !== undefined

/** What must outlive a reload. */
export function kept(state: State): Kept | undefined {
  if (state.case === undefined || state.token === undefined) return undefined
  const { read, pending } = state.thread
  return {
    case: state.case,
    token: state.token,
    ...(state.asked && { asked: state.asked }),
    ...(read === undefined ? {} : { read }),
    ...(Object.keys(state.values).length > 0 && { values: state.values }),
    pending: pending.map(({ id, text, at, quote }) => ({ id, text, at, ...(quote && { quote }) })),
  }
}

/** Adds the deed that keeps what must outlive a reload. */
export function save(step: Step): Step {
  const now = kept(step.state)
  return now ? { ...step, deeds: [{ do: 'keep', kept: now }, ...step.deeds] } : step
}
