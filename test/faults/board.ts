/** What all operators of a run see of each other's chats, as the desk's overview shows it. */
import type { Element } from 'ltx'
import { type Line, NS, type Occupant } from '../support/people/index.ts'

/** In which part somebody is in a chat. `leaving`: it is somebody else's, and they are still in the room. */
export type Part = 'owner' | 'colleague' | 'supervisor' | 'silent' | 'leaving'

export interface Chat {
  readonly case: string
  part: Part
  workgroup: string
  /** Full JID. */
  visitor: string
  occupant: Occupant | undefined
  /** Has the archive been read since entering? Before that nothing is said. */
  isLive: boolean
  /** In the room's order; what was there before entering comes out of the archive. */
  lines: Line[]
  /** Said and not seen as stored: unknown. */
  readonly unknown: Map<string, string>
}

export type Open = Pick<Chat, 'case' | 'workgroup' | 'visitor'>

export class Board {
  readonly #open = new Map<string, Open>()

  constructor(readonly operators: readonly string[]) {}

  add({ case: id, workgroup, visitor }: Open): void {
    this.#open.set(id, { case: id, workgroup, visitor })
  }

  over(id: string): void {
    this.#open.delete(id)
  }

  /** The latest one that this operator is not in. */
  another(mine: ReadonlyMap<string, Chat>): Open | undefined {
    return [...this.#open.values()].findLast(({ case: id }) => !mine.get(id)?.occupant)
  }
}

export const bare = (jid: string): string => jid.split('/', 1)[0] ?? ''

/** What a mediated invitation says besides the room. */
export function invitedAs(stanza: Element): Pick<Chat, 'part' | 'workgroup' | 'visitor'> {
  const user = stanza.getChild('x', NS.mucUser)
  const invite = user?.getChild('invite')
  const find = (name: string, ns: string) =>
    [invite, user, stanza].map((parent) => parent?.getChild(name, ns)).find((one) => one !== undefined)
  return {
    workgroup: bare(String(invite?.attrs.from)),
    visitor: String(find('offer', NS.workgroup)?.attrs.jid),
    part: (find('case', NS.parlor)?.attrs.as as Part | undefined) ?? 'owner',
  }
}

/** A line that was said again because nobody knew whether it had arrived is one line. */
export function once(lines: readonly Line[]): Line[] {
  const seen = new Set<string>()
  return lines.filter(({ nick, id }) => {
    const key = `${nick} ${id}`
    return !seen.has(key) && seen.add(key)
  })
}
