/** The numbers of chats (`Alt 1` ...): each keeps its own as long as it is on the desk, through a reload too. */
import type { Fact } from './facts.ts'
import type { CaseId, Chat, RoomJid } from './types.ts'

export type Slots = ReadonlyMap<CaseId, number>

/** Those with a key. */
const KEYS = 9

export function reduceSlots(slots: Slots, fact: Fact, chats: ReadonlyMap<RoomJid, Chat>): Slots {
  if (fact.is === 'signed-out') return new Map()
  if (fact.is === 'dismissed') return without(slots, chats.get(fact.room)?.case.id)
  if (fact.is !== 'invited' || slots.has(fact.case.id)) return slots
  const lowest = lowestFree(slots)
  if (lowest <= KEYS) return new Map(slots).set(fact.case.id, lowest)
  // Those of chats that came to their end while nobody was here are free again.
  const here = new Set([...chats.values()].map((chat) => chat.case.id))
  const live = new Map([...slots].filter(([id]) => here.has(id)))
  return live.set(fact.case.id, lowestFree(live))
}

function lowestFree(slots: Slots): number {
  const taken = new Set(slots.values())
  let slot = 1
  while (taken.has(slot)) slot += 1
  return slot
}

function without(slots: Slots, id: CaseId | undefined): Slots {
  const rest = new Map(slots)
  return id !== undefined && rest.delete(id) ? rest : slots
}
