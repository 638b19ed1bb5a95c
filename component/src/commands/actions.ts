/** Every operator action, once. A new one is a new line here, and both front ends have it (PRODUCT A3). */
import { close, reject, take } from './case-actions.ts'
import { help, queue, status } from './overview-actions.ts'
import type { Action, CommandContext } from './types.ts'

export const actions: readonly Action[] = [help(() => actions), queue, take, reject, close, status]

/** By its word or one of the others for it. */
export const actionCalled = (word: string): Action | undefined =>
  actions.find(({ name, also }) => name === word || also?.includes(word))

export const mayUse = (action: Action, { speaker }: CommandContext): boolean =>
  action.who === 'operator' || speaker.supervisor
