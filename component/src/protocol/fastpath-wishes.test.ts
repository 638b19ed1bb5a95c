import { describe, it } from 'vitest'
import { buildRoomWish, parseRoomWish, type RoomWish } from './fastpath-wishes.ts'
import { expectSameXml, pairs, rejects, xml } from './pairs.kit.ts'
import { buildOffer, type Offer, parseOfferAnswer } from './workgroup.ts'

const WG = `xmlns='http://jabber.org/protocol/workgroup'`
const SESSION = `<session xmlns='http://jivesoftware.com/protocol/workgroup' id='7k3q9x'/>`

pairs<RoomWish>("A4: Fastpath's transfer and invitation", { build: buildRoomWish, parse: parseRoomWish }, [
  {
    title: 'a transfer to an agent',
    xml: `<transfer ${WG} type='user'>${SESSION}<invitee>ben@localhost</invitee><reason>check</reason></transfer>`,
    value: { what: 'transfer', type: 'user', session: '7k3q9x', invitee: 'ben@localhost', reason: 'check' },
  },
  {
    title: 'an invitation',
    xml: `<invite ${WG} type='workgroup'>${SESSION}<invitee>sales@support.localhost</invitee></invite>`,
    value: { what: 'invite', type: 'workgroup', session: '7k3q9x', invitee: 'sales@support.localhost' },
  },
])
rejects('a transfer', parseRoomWish, {
  'without a session': `<transfer ${WG} type='user'><invitee>a@b</invitee></transfer>`,
  'of an unknown type': `<transfer ${WG} type='cat'>${SESSION}</transfer>`,
})

describe("A4: an offer for Fastpath's clients", () => {
  const offer: Offer = { jid: 'x@visitors.localhost/w', id: '7k3q9x', timeout: 30, metadata: [] }
  const around = (content: string) =>
    xml(
      `<offer ${WG} jid='x@visitors.localhost/w' id='7k3q9x'><timeout>30</timeout>${SESSION}${content}</offer>`,
    )
  const asks = { by: 'anna@localhost', note: 'check' }

  it('A4: says that a visitor asks, and has nothing they do not know', () => {
    const known = { id: '1', number: 1, name: 'Mia', show: 'available', phase: 'ringing' } as const
    const whole = { ...known, front: false, priority: 0, answers: [], parameters: [] }
    expectSameXml(buildOffer({ ...offer, case: whole }, 'fastpath'), around('<user-request/>'))
  })
  it('A4: says that a colleague hands a chat on', () => {
    expectSameXml(
      buildOffer({ ...offer, transfer: { ...asks, as: 'owner' } }, 'fastpath'),
      around(
        `<transfer type='user'>${SESSION}<inviter>anna@localhost</inviter><reason>check</reason></transfer>`,
      ),
    )
  })
  it('A4: says that a colleague asks them in', () => {
    expectSameXml(
      buildOffer({ ...offer, transfer: { ...asks, as: 'colleague' } }, 'fastpath'),
      around(
        `<invite type='user'>${SESSION}<inviter>anna@localhost</inviter><reason>check</reason></invite>`,
      ),
    )
  })
})

pairs(
  'A4: the answer of clients on Smack, which know only the id',
  {
    build: () => xml(`<offer-accept ${WG} id='7k3q9x'/>`),
    parse: parseOfferAnswer,
  },
  [{ title: 'accept', xml: `<offer-accept ${WG} id='7k3q9x'/>`, value: { answer: 'accept', id: '7k3q9x' } }],
)
