import type { Drafts } from '../keep/drafts.ts'
import type { Happening, State } from '../model/types.ts'
import type { VisitRequest } from '../wire/http.ts'
import type { More, Side } from '../wire/session.ts'
import type { Tongue } from '../words/index.ts'

/** What every part of the screen is given. */
export interface Props {
  readonly state: State
  readonly tongue: Tongue
  /** Is there a page around that can minimise the panel? */
  readonly framed: boolean
  readonly tell: (happening: Happening) => void
  readonly minimise: () => void
  /** What is being typed. */
  readonly drafts: Drafts
  /** The connection is tried at once. */
  readonly tryNow: () => void
  /** The visitor acts: sound is allowed from here on. */
  readonly act: () => void
  /** What is told about the visitor when they ask. */
  readonly request: () => VisitRequest
  /** The line, while there is one. */
  readonly side: () => Side | undefined
  /** What goes with the message of this id when it is said. */
  readonly about: (id: string, ...more: More) => void
  readonly writing: (state: 'composing' | 'paused' | 'active') => void
}
