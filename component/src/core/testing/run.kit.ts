/** A workgroup and a clock that is moved by hand, stopping at every alarm under way as the shell does. */
import { decide, nextAlarm } from '../decide.ts'
import type { Decision, Event, Instant, State } from '../types.ts'

export class Run {
  constructor(
    public state: State,
    public now: Instant,
  ) {}

  event(event: Event): Decision {
    const decision = decide(this.state, event, this.now)
    this.state = decision.state
    return decision
  }

  /** Everything that is due until then happens in time. */
  advanceTo(until: Instant): void {
    for (let at = nextAlarm(this.state); at !== undefined && at <= until; at = nextAlarm(this.state)) {
      this.now = Math.max(this.now, at)
      this.event({ type: 'tick' })
    }
    this.now = until
  }

  advance(ms: number): void {
    this.advanceTo(this.now + ms)
  }
}
