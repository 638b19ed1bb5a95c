/** The operator's part in the opening of a chat: the next offer is looked at and accepted. */
import type { Operator } from '../support/people/index.ts'

export interface Yes {
  /** Rejects where no offer came, or the acceptance was refused. */
  readonly done: Promise<void>
  /** How long they looked at it, ms: a person's time, which nobody's software is measured by. */
  thought(): number
}

export function saysYes(operator: Operator, since: number, thinks: number): Yes {
  let thought = 0
  const done = operator.offer(undefined, { since }).then(async (offer) => {
    const heard = performance.now()
    if (thinks > 0) await new Promise((resolve) => setTimeout(resolve, thinks))
    thought = performance.now() - heard
    await operator.accept(offer)
  })
  return { done, thought: () => thought }
}
