/** Chats and workgroups that make no sound (D2). */
import type { Prefs } from './prefs.ts'
import type { Desk, RoomJid } from './types.ts'

const listOf = ({ muted }: Pick<Prefs, 'muted'>): readonly string[] => muted.split(' ').filter(Boolean)

/** A chat by its room: it, or the workgroup that it belongs to. What rings is never muted here. */
export function isMuted(prefs: Pick<Prefs, 'muted'>, desk: Pick<Desk, 'chats'>, room: RoomJid): boolean {
  const list = listOf(prefs)
  const workgroup = desk.chats.get(room)?.workgroup
  return list.includes(room) || (workgroup !== undefined && list.includes(workgroup))
}

/** The list with this one in it, or without. Rooms that are gone need no place in it. */
export function withMuted(prefs: Pick<Prefs, 'muted'>, desk: Desk, jid: string, on: boolean): string {
  const known = new Set<string>([...desk.chats.keys(), ...desk.workgroups.keys()])
  const others = listOf(prefs).filter((one) => one !== jid && known.has(one))
  return [...others, ...(on ? [jid] : [])].join(' ')
}
