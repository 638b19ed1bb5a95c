import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as thread from './thread.ts'
import type { Said, Thread } from './types.ts'

const said = (id: string, who: Said['who'] = 'other', stanzaId: string | undefined = `s${id}`): Said => ({
  who,
  name: who === 'me' ? 'Mia' : 'Anna',
  id,
  text: `text ${id}`,
  at: 0,
  ...(stanzaId ? { stanzaId } : {}),
})
const live: Thread = { ...thread.empty, live: true }
const ids = (now: Thread) => now.entries.map((entry) => entry.id)

describe('the conversation', () => {
  test('shows messages in the order of the room', () => {
    const now = ['a', 'b', 'c'].reduce((sum, id) => thread.take(sum, said(id)), live)
    expect(ids(now)).toEqual(['a', 'b', 'c'])
  })

  test('an own message is pending until the room has stored it, then behind what came before', () => {
    let now = thread.write(live, { id: 'm', text: 'text m', at: 0 }, 'Mia')
    expect(thread.due(now)?.id).toBe('m')
    now = thread.mark(now, 'm', 'sending')
    now = thread.take(now, said('a'))
    now = thread.take(now, said('m', 'me'))
    expect(ids(now)).toEqual(['a', 'm'])
    expect(now.entries[1]?.state).toBe('sent')
    expect(now.pending).toEqual([])
  })

  test('a reflection without stanza-id is not saved', () => {
    let now = thread.mark(thread.write(live, { id: 'm', text: 'x', at: 0 }, 'Mia'), 'm', 'sending')
    now = thread.take(now, said('m', 'me', ''))
    expect(now.entries).toEqual([])
    expect(now.pending[0]?.state).toBe('failed')
  })

  test('one own message is under way at a time', () => {
    let now = thread.write(live, { id: 'm1', text: '1', at: 0 }, 'Mia')
    now = thread.write(now, { id: 'm2', text: '2', at: 0 }, 'Mia')
    now = thread.mark(now, 'm1', 'sending')
    expect(thread.due(now)).toBeUndefined()
    expect(thread.due(thread.take(now, said('m1', 'me')))?.id).toBe('m2')
  })

  test('what was under way when the line broke and had arrived is not sent again', () => {
    let now = thread.mark(thread.write(live, { id: 'm', text: 'x', at: 0 }, 'Mia'), 'm', 'sending')
    now = thread.interrupt(now)
    expect(thread.due(now)).toBeUndefined()
    now = thread.take(now, said('later'))
    now = thread.catchUp(now, [said('m', 'me'), said('b')])
    expect(ids(now)).toEqual(['m', 'b', 'later'])
    expect(thread.due(now)).toBeUndefined()
  })

  test('what had not arrived is sent again with the same id', () => {
    let now = thread.mark(thread.write(live, { id: 'm', text: 'x', at: 0 }, 'Mia'), 'm', 'sending')
    now = thread.catchUp(thread.interrupt(now), [])
    expect(thread.due(now)?.id).toBe('m')
  })

  test('an archive that cannot be read leaves the question to the visitor', () => {
    const now = thread.giveUp(thread.interrupt(thread.write(live, { id: 'm', text: 'x', at: 0 }, 'Mia')))
    expect(now.pending[0]?.state).toBe('failed')
    expect(thread.due(now)).toBeUndefined()
  })

  test('what was missing while the archive could not be read gets the place the archive gives it', () => {
    let now = thread.mark(thread.write(live, { id: 'm', text: 'x', at: 0 }, 'Mia'), 'm', 'sending')
    now = thread.take(thread.interrupt(thread.take(now, said('a'))), said('c'))
    now = thread.giveUp(now)
    expect(ids(now)).toEqual(['a', 'c'])
    now = thread.giveUp(thread.interrupt(thread.take(now, said('d'))))
    expect(thread.readTo(now)).toBe('sa')
    now = thread.catchUp(now, [said('m', 'me'), said('b'), said('c')])
    expect(ids(now)).toEqual(['a', 'm', 'b', 'c', 'd'])
    expect(now.pending).toEqual([])
    expect(thread.readTo(now)).toBe('sd')
  })

  test('an archive that still cannot be read changes nothing of what is being sent', () => {
    let now = thread.write(thread.giveUp(thread.interrupt(live)), { id: 'm', text: 'x', at: 0 }, 'Mia')
    now = thread.mark(now, 'm', 'sending')
    expect(thread.giveUp(now)).toBe(now)
  })

  test('counts what came after the last message read', () => {
    let now = thread.readAll(thread.take(live, said('a')))
    expect(thread.unread(now)).toBe(0)
    now = thread.take(thread.take(now, said('b')), said('c'))
    expect(thread.unread(now)).toBe(2)
    expect(thread.unread(thread.readAll(now))).toBe(0)
  })

  test('C2: lost and late reflections, in any mixture, never lose, double or disorder a message', () => {
    type Act = 'write' | 'other' | 'reflect' | 'lose' | 'cut' | 'back' | 'unreadable'
    const acts = fc.array(
      fc.constantFrom<Act>(
        'write',
        'write',
        'other',
        'reflect',
        'reflect',
        'lose',
        'cut',
        'back',
        'unreadable',
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(acts, (script) => {
        const room: Said[] = []
        let flying: string | undefined
        let written = 0
        let now = live
        const pump = () => {
          const next = thread.due(now)
          if (!next) return
          now = thread.mark(now, next.id, 'sending')
          flying = next.id
        }
        const store = (message: Said) => {
          const stored = { ...message, stanzaId: `s${room.length}` }
          room.push(stored)
          return stored
        }
        const back = () => {
          const last = thread.readTo(now)
          now = thread.catchUp(now, room.slice(room.findIndex((message) => message.stanzaId === last) + 1))
          // What the archive does not have is sent when the visitor says so.
          for (const { id, state } of now.pending)
            if (state === 'failed') now = thread.mark(now, id, 'queued')
          pump()
        }
        const isOpen = () => !now.live || now.hole !== undefined
        for (const act of script) {
          if (act === 'write') {
            now = thread.write(now, { id: `m${written++}`, text: 'x', at: 0 }, 'Mia')
            pump()
          }
          if (act === 'other') now = thread.take(now, store(said(`o${room.length}`)))
          if (act === 'reflect' && flying) {
            now = thread.take(now, store(said(flying, 'me')))
            flying = undefined
            pump()
          }
          // Stored, but the line breaks before the reflection; or it never gets there.
          if ((act === 'lose' || act === 'cut') && now.live) {
            if (act === 'lose' && flying) store(said(flying, 'me'))
            flying = undefined
            now = thread.interrupt(now)
          }
          if (act === 'back' && isOpen()) back()
          if (act === 'unreadable') {
            now = thread.giveUp(now)
            pump()
          }
        }
        if (isOpen()) back()
        while (flying) {
          now = thread.take(now, store(said(flying, 'me')))
          flying = undefined
          pump()
        }
        expect(now.pending).toEqual([])
        expect(now.entries.map((entry) => entry.stanzaId)).toEqual(room.map((message) => message.stanzaId))
        expect(new Set(ids(now)).size).toBe(room.length)
        expect(ids(now).filter((id) => id.startsWith('m'))).toHaveLength(written)
      }),
    )
  })
})
