import { expect, test } from 'vitest'
import { jidOf, minute, rulesWith, Stage, second } from './testing/stage.kit.ts'

/** Anna talks with Mia; Ben and Carol are there. */
function talking(): Stage {
  const stage = new Stage(rulesWith({ anna: 2, ben: 1, carol: 1 }, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  stage.shows('ben', 'available')
  stage.shows('carol', 'available')
  return stage
}

test('C5: a transfer rings at the colleague with the note; until they accept the sender keeps chat and seat', () => {
  const stage = talking()
  expect(stage.transfers('anna', 'mia', 'ben', 'knows the contract')).toBeUndefined()
  expect(stage.did('offer')).toMatchObject([
    {
      operator: jidOf('ben'),
      transfer: { by: jidOf('anna'), as: 'owner', note: 'knows the contract' },
    },
  ])
  expect(stage.owner('mia')).toBe('anna')
  expect(stage.state.operators.get(jidOf('anna'))?.chats.size).toBe(1)
})

test('C5: accepted, the new owner is opened into the room, and the sender leaves when they are in', () => {
  const stage = talking()
  stage.transfers('anna', 'mia', 'ben')
  stage.accepts('ben', 'mia')
  expect(stage.did('open')).toEqual([{ do: 'open', case: 'mia', operator: jidOf('ben') }])
  expect(stage.did('dismiss')).toEqual([])
  expect(stage.told()).toEqual(['anna: transfer-accepted ben'])
  expect(stage.did('say')).toEqual([{ do: 'say', case: 'mia', notice: 'transferred', who: jidOf('ben') }])
  expect(stage.owner('mia')).toBe('ben')
  expect(stage.guests('mia')).toEqual(['anna leaving'])
  stage.event({ type: 'opened', case: 'mia' })
  stage.goesIn('ben', 'mia')
  expect(stage.did('dismiss')).toEqual([{ do: 'dismiss', case: 'mia', operator: jidOf('anna') }])
  expect(stage.guests('mia')).toEqual([])
  expect(stage.state.operators.get(jidOf('anna'))?.guestIn.size).toBe(0)
})

test('C5: the leaving sender does not end the chat of the new owner by going', () => {
  const stage = talking()
  stage.transfers('anna', 'mia', 'ben')
  stage.accepts('ben', 'mia')
  stage.goesOut('anna', 'mia')
  stage.event({ type: 'opened', case: 'mia' })
  stage.goesIn('ben', 'mia')
  stage.advance(10 * minute)
  expect(stage.phase('mia')).toBe('active')
})

test('C5: what rings no more says what it was', () => {
  const stage = talking()
  stage.transfers('anna', 'mia', 'ben')
  stage.event({ type: 'cancel-transfer', case: 'mia', operator: jidOf('anna') })
  expect(stage.did('revoke')).toMatchObject([{ operator: jidOf('ben'), why: 'ended', as: 'owner' }])
  stage.invites('anna', 'mia', 'ben')
  stage.rejects('ben', 'mia')
  expect(stage.did('revoke')).toMatchObject([{ why: 'rejected', as: 'colleague' }])
  stage.joins('omar')
  const [asked = ''] = stage.ringsAt('omar')
  stage.rejects(asked, 'omar')
  expect(stage.did('revoke').map(({ as }) => as)).toEqual([undefined])
})

test.each([
  ['declined', (stage: Stage) => stage.rejects('ben', 'mia'), 'transfer-declined'],
  ['not answered', (stage: Stage) => stage.advance(30 * second), 'transfer-expired'],
  ['not possible any more', (stage: Stage) => stage.shows('ben', 'dnd'), 'transfer-failed'],
] as const)('C5: %s, it stays with the sender, who is told', (_, happens, news) => {
  const stage = talking()
  stage.transfers('anna', 'mia', 'ben')
  happens(stage)
  expect(stage.told()).toEqual([`anna: ${news} ben`])
  expect(stage.owner('mia')).toBe('anna')
  expect(stage.ringsAt('mia')).toEqual([])
  expect(stage.did('revoke')).toHaveLength(1)
})

test('C5: the sender may change their mind, or end the chat', () => {
  const stage = talking()
  stage.transfers('anna', 'mia', 'ben')
  stage.event({ type: 'cancel-transfer', case: 'mia', operator: jidOf('anna') })
  expect(stage.did('revoke')).toMatchObject([{ operator: jidOf('ben'), why: 'ended' }])
  stage.transfers('anna', 'mia', 'ben')
  stage.closes('anna', 'mia')
  expect(stage.did('revoke')).toMatchObject([{ operator: jidOf('ben'), why: 'ended' }])
  expect(stage.phase('mia')).toBe('ended')
})

test('C5: what cannot be handed on is refused by name', () => {
  const stage = talking()
  expect(stage.transfers('ben', 'mia', 'carol')).toBe('not-your-chat')
  expect(stage.transfers('anna', 'nobody', 'carol')).toBe('no-such-case')
  expect(stage.transfers('anna', 'mia', 'zoe')).toBe('no-such-operator')
  expect(stage.transfers('anna', 'mia', 'anna')).toBe('already-in-chat')
  stage.shows('carol', 'xa')
  expect(stage.transfers('anna', 'mia', 'carol')).toBe('colleague-not-free')
  stage.transfers('anna', 'mia', 'ben')
  expect(stage.transfers('anna', 'mia', 'queue')).toBe('transfer-under-way')
})

test('C5: back in the queue it is in front, rings by the rules but not at the sender, who keeps it until accepted', () => {
  const stage = talking()
  stage.shows('ben', 'dnd')
  stage.shows('carol', 'dnd')
  stage.shows('anna', 'chat', { maxChats: 1 })
  stage.joins('waiting')
  stage.transfers('anna', 'mia', 'queue', 'about invoices')
  expect([...stage.state.queue.values()]).toEqual(['mia', 'waiting'])
  expect(stage.owner('mia')).toBe('anna')
  stage.shows('ben', 'available')
  expect(stage.ringsAt('mia')).toEqual(['ben'])
  expect(stage.did('offer')).toMatchObject([{ transfer: { by: jidOf('anna'), note: 'about invoices' } }])
  stage.rejects('ben', 'mia')
  stage.shows('carol', 'available')
  expect(stage.ringsAt('mia')).toEqual(['carol'])
  stage.accepts('carol', 'mia')
  expect(stage.owner('mia')).toBe('carol')
  expect(stage.told()).toEqual(['anna: transfer-accepted carol'])
})

test('C5: when nobody in the queue takes it, the sender is told and simply goes on', () => {
  const stage = new Stage(rulesWith({ anna: 1, ben: 1 }, { maxWait: minute }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  stage.transfers('anna', 'mia', 'queue')
  stage.advance(minute)
  expect(stage.told()).toEqual(['anna: transfer-failed'])
  expect([stage.phase('mia'), stage.owner('mia')]).toEqual(['active', 'anna'])
})

test('C5: a sender whose connection is lost does not stop the transfer to the queue: it is offered, at the front', () => {
  const stage = talking()
  stage.transfers('anna', 'mia', 'ben')
  stage.shows('anna', 'offline')
  stage.goesOut('anna', 'mia')
  stage.advance(60 * second)
  expect(stage.owner('mia')).toBeUndefined()
  expect(stage.ringsAt('mia')).not.toEqual([])
})

test('C5: to another workgroup: adopted there in front, handed over when somebody there accepts', () => {
  const support = talking()
  const sales = new Stage(rulesWith({ sam: 1 }, { strategies: ['least-busy'] }))
  support.transfers('anna', 'mia', 'sales@desk', 'wants to buy')
  expect(support.did('transfer')).toEqual([{ do: 'transfer', case: 'mia', to: 'sales@desk' }])
  sales.shows('sam', 'available')
  const from = { workgroup: 'support@desk', owner: jidOf('anna'), note: 'wants to buy' }
  sales.event({ type: 'adopt', case: 'mia', visitor: support.case('mia').visitor, priority: 0, from })
  expect(sales.did('offer')).toMatchObject([
    { operator: jidOf('sam'), transfer: { by: jidOf('anna'), as: 'owner', note: 'wants to buy' } },
  ])
  expect(support.owner('mia')).toBe('anna')
  sales.accepts('sam', 'mia')
  expect(sales.did('transferred')).toEqual([
    { do: 'transferred', case: 'mia', to: 'support@desk', operator: jidOf('sam') },
  ])
  support.event({ type: 'transferred', case: 'mia', operator: jidOf('sam') })
  expect(support.told()).toEqual(['anna: transfer-accepted sam'])
  expect(support.did('dismiss')).toEqual([{ do: 'dismiss', case: 'mia', operator: jidOf('anna') }])
  expect(support.did('end')).toEqual([])
  expect([support.changed, support.state.cases.size]).toEqual([['mia'], 0])
  sales.event({ type: 'opened', case: 'mia' })
  expect(sales.owner('mia')).toBe('sam')
})

test('C5: in another workgroup it never rings at who hands it on; with nobody else there it comes back at once', () => {
  const from = { workgroup: 'support@desk', owner: jidOf('anna') }
  const visitor = { jid: 'mia@visitors/web', show: 'available', inRoom: true } as const
  const adopt = { type: 'adopt', case: 'mia', visitor, priority: 0, from } as const
  const sales = new Stage(rulesWith({ anna: 2, sam: 1 }, { whenNobody: 'refuse' }))
  sales.shows('anna', 'available')
  expect(sales.event(adopt)).toBe('nobody-on-duty')
  sales.shows('sam', 'available')
  expect(sales.event(adopt)).toBeUndefined()
  expect(sales.ringsAt('mia')).toEqual(['sam'])
  // By hand they may.
  expect(sales.event({ type: 'take', case: 'mia', operator: jidOf('anna') })).toBeUndefined()
  expect(sales.owner('mia')).toBe('anna')
})

test('C5: a workgroup that gives up gives it back; one that is closed does not take it', () => {
  const sales = new Stage(rulesWith({ sam: 1 }, { maxWait: minute }))
  const adopt = {
    type: 'adopt',
    case: 'mia',
    visitor: { jid: 'mia@visitors/web', show: 'away', inRoom: true },
    priority: 0,
    from: { workgroup: 'support@desk', owner: jidOf('anna') },
  } as const
  expect(sales.event(adopt)).toBeUndefined()
  sales.advance(minute)
  expect(sales.did('return')).toEqual([{ do: 'return', case: 'mia', to: 'support@desk', why: 'expired' }])
  expect([sales.did('end'), sales.state.cases.size]).toEqual([[], 0])
  sales.event({ type: 'configured', rules: sales.state.rules, open: false })
  expect(sales.event(adopt)).toBe('workgroup-closed')
  const support = talking()
  support.transfers('anna', 'mia', 'sales@desk')
  support.event({ type: 'returned', case: 'mia', why: 'closed' })
  expect(support.did('tell')).toMatchObject([{ news: 'transfer-failed', why: 'closed' }])
  expect(support.owner('mia')).toBe('anna')
})

test('C5: a chat that ends meanwhile is called back from the other workgroup', () => {
  const support = talking()
  support.transfers('anna', 'mia', 'sales@desk')
  support.event({ type: 'depart', case: 'mia' })
  expect(support.did('recall')).toEqual([
    { do: 'recall', case: 'mia', to: 'sales@desk', reason: 'visitor-left' },
  ])
  expect(support.event({ type: 'transferred', case: 'mia', operator: jidOf('sam') })).toBe('no-such-case')
})
