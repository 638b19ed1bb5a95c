import { expect, test } from 'vitest'
import { emptyDesk } from './desk.ts'
import { isMuted, withMuted } from './mute.ts'
import type { Chat, Desk } from './types.ts'

const chat = (room: string, workgroup: string) => [room, { room, workgroup } as Chat] as const
const desk: Desk = { ...emptyDesk, chats: new Map([chat('r1', 's@c'), chat('r2', 't@c')]) }

test('D2: a chat is muted by itself or with its workgroup, and what is gone is forgotten', () => {
  const muted = withMuted({ muted: 'r9' }, desk, 'r1', true)
  expect(muted).toBe('r1')
  expect([isMuted({ muted }, desk, 'r1'), isMuted({ muted }, desk, 'r2')]).toEqual([true, false])
  expect(isMuted({ muted: 't@c' }, desk, 'r2')).toBe(true)
  expect(withMuted({ muted: 'r1 r2' }, desk, 'r1', false)).toBe('r2')
})
