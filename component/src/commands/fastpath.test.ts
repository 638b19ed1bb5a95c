import { describe, expect, it } from 'vitest'
import { buildRoomWish, type RoomWish } from '../protocol/fastpath-wishes.ts'
import { iq } from '../protocol/stanza.ts'
import type { StanzaError } from '../protocol/stanza-error.ts'
import { JON } from './actions/chats.kit.ts'
import { fake } from './fake.kit.ts'
import { answerFastpath } from './fastpath.ts'

const asked = (wish: RoomWish) =>
  iq('set', 'support@support.localhost', 'anna@localhost/spark', '1', buildRoomWish(wish))
const chat = { session: 'e5e5e5', reason: 'check' } as const
const common = { case: 'e5e5e5', operator: 'anna@localhost', note: 'check' }

describe('A4: Fastpath hands chats on', () => {
  it.each<[RoomWish, object]>([
    [
      { ...chat, what: 'transfer', type: 'user', invitee: 'ben@localhost/spark' },
      { type: 'transfer', ...common, to: { operator: 'ben@localhost' } },
    ],
    [
      { ...chat, what: 'transfer', type: 'workgroup', invitee: 'sales@support.localhost' },
      { type: 'transfer', ...common, to: { workgroup: 'sales@support.localhost' } },
    ],
    [
      { ...chat, what: 'transfer', type: 'queue', invitee: 'support@support.localhost/Default Queue' },
      { type: 'transfer', ...common, to: 'queue' },
    ],
    [
      { ...chat, what: 'invite', type: 'user', invitee: 'ben@localhost' },
      { type: 'invite', ...common, guest: 'ben@localhost' },
    ],
  ])('A4: %j', async (wish, event) => {
    const context = fake([JON])
    expect(await answerFastpath(context, asked(wish))).toBeUndefined()
    expect(context.asked).toEqual([event])
  })

  it.each<[RoomWish, string]>([
    [{ ...chat, what: 'invite', type: 'queue', invitee: 'a@b/c' }, 'feature-not-implemented'],
    [{ ...chat, what: 'transfer', type: 'user' }, 'bad-request'],
  ])('refuses %j', async (wish, condition) => {
    const error = await answerFastpath(fake([JON]), asked(wish)).catch((reason: StanzaError) => reason)
    expect(error).toMatchObject({ condition })
  })

  it('A4: who is taken out of the configuration hands on what they have, and invites nobody', async () => {
    const context = fake([JON], { finishing: true })
    const wish = { ...chat, type: 'user', invitee: 'ben@localhost' } as const
    const invitation = answerFastpath(context, asked({ ...wish, what: 'invite' }))
    await expect(invitation).rejects.toMatchObject({ condition: 'forbidden' })
    await answerFastpath(context, asked({ ...wish, what: 'transfer' }))
    expect(context.asked).toEqual([{ type: 'transfer', ...common, to: { operator: 'ben@localhost' } }])
  })

  it('says why not', async () => {
    const wish = { ...chat, what: 'transfer', type: 'user', invitee: 'ben@localhost' } as const
    const error = answerFastpath(fake([JON], { fault: 'colleague-not-free' }), asked(wish))
    await expect(error).rejects.toMatchObject({ condition: 'resource-constraint' })
  })
})
