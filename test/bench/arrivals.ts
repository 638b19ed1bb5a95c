/**
 * Two thousand visitors within a second, and two hundred operators with ten seats each who accept whatever rings.
 *
 * All of them are clients of their own on a real server, signed in beforehand: a website's visitors do not sign in within
 * the same second as they ask, and what signing in costs is the server's alone. They are plain sockets in this one
 * process, so that two cores are left for what is measured. Nobody enters a room: a visitor is assigned when both sides are
 * invited. The floor is the same crowd with a component that makes as many rooms by hand (`crowd/by-hand.ts`); it tells
 * nobody of queue, place or colleagues.
 *
 * Either side has one rush that does not count: a desk at noon is no fresh start, and what is measured is not how long V8
 * takes to compile. Then they have the same rush in turns, with ever more chats under way (2 000, 4 000, 6 000), and the sums
 * are compared, so that a slow minute of the machine counts for both. A bare component of xmpp.js sends back all that the
 * component sends, at the same time, on the same busy machine.
 *
 * First come first served: offers are sent in the order of admission, without exception. Operators accept on connections
 * of their own, which the server reads in an order of its own, so that some acceptances reach the component seconds after
 * others that were made later; whose came first is invited first.
 */
import { type Rush, type Stage, stage } from './crowd/rush.ts'
import type { Figure } from './table.ts'

const COUNTED = 3
const SIZE = { visitors: 2_000, operators: 200, seats: 10, rushes: 1 + COUNTED }

/** By how many later ones the unluckiest was overtaken. */
function mostOvertaken(numbers: readonly number[]): number {
  let most = 0
  for (const [index, number] of numbers.entries()) {
    let before = 0
    for (let other = 0; other < index; other += 1) if ((numbers[other] ?? 0) > number) before += 1
    most = Math.max(most, before)
  }
  return most
}

const offered = ({ sent }: Rush): number[] =>
  sent.flatMap((xml) => {
    const number = xml.startsWith('<iq') && /<offer .*<case [^>]*number="(\d+)"/.exec(xml)?.[1]
    return number ? [Number(number)] : []
  })

/** The cases as the visitors were invited, by the component; each by when its acceptance came. */
function invited({ sent, heard, guests }: Rush): number[] {
  const accepted = heard.flatMap((xml) => /<offer-accept [^>]*\bid='([^']*)'/.exec(xml)?.[1] ?? [])
  const turn = new Map(accepted.map((id, index) => [id, index]))
  const ids = sent.flatMap(
    (xml) => /^<(?:message|iq) .*<invite .*<case [^>]*\bid="([^"]*)"/.exec(xml)?.[1] ?? [],
  )
  const order = [...new Set(ids)].map((id) => turn.get(id) ?? accepted.length)
  const came = guests.filter(({ invitedAt }) => invitedAt > 0).length
  if (order.length !== came)
    throw new Error(`${came} were invited, and ${order.length} of them read on the wire`)
  return order
}

interface Turn {
  readonly byHand: Rush
  readonly parlor: Rush
}

async function inTurns(byHand: Stage, parlor: Stage): Promise<Turn[]> {
  await byHand.rush()
  await parlor.rush()
  const turns: Turn[] = []
  for (let turn = 0; turn < COUNTED; turn += 1)
    turns.push({ byHand: await byHand.rush(), parlor: await parlor.rush() })
  return turns
}

const unserved = ({ rooms, guests }: Rush): number =>
  SIZE.visitors - Math.min(rooms, guests.filter((one) => one.invitedAt > 0).length)

export async function arrivals(): Promise<Figure[]> {
  const byHand = await stage('by-hand', SIZE)
  try {
    const parlor = await stage('parlor', SIZE)
    try {
      return figures(await inTurns(byHand, parlor))
    } finally {
      await parlor.stop()
    }
  } finally {
    await byHand.stop()
  }
}

function figures(turns: readonly Turn[]): Figure[] {
  const sum = (one: (turn: Turn) => number) => turns.reduce((all, turn) => all + one(turn), 0)
  const most = (one: (turn: Turn) => number) => Math.max(...turns.map(one))
  const orders = turns.map(({ parlor }) => offered(parlor))
  const cpu = { value: sum(({ parlor }) => parlor.componentCpu), unit: 's' }
  const serverCpu = sum(({ parlor }) => parlor.serverCpu)
  return [
    {
      what: `${SIZE.visitors} arrive in a second, ${COUNTED} times: not served`,
      value: sum(({ parlor }) => unserved(parlor)),
      unit: '',
      atMost: 0,
    },
    {
      what: '... offered more than once',
      value: orders.reduce((all, order) => all + order.length - new Set(order).size, 0),
      unit: '',
      atMost: 0,
    },
    {
      what: '... offered out of turn, by',
      value: Math.max(...orders.map(mostOvertaken)),
      unit: 'places',
      atMost: 0,
    },
    {
      what: '... invited later than others who were accepted later, by',
      value: most(({ parlor }) => mostOvertaken(invited(parlor))),
      unit: 'places',
      atMost: 0,
    },
    {
      what: '... until the last is assigned, against rooms by hand',
      floor: sum(({ byHand }) => byHand.took) / 1_000,
      value: sum(({ parlor }) => parlor.took) / 1_000,
      unit: 's',
      atMost: 1.3,
    },
    {
      what: '... CPU of the server, against rooms by hand',
      floor: sum(({ byHand }) => byHand.serverCpu),
      value: serverCpu,
      unit: 's',
    },
    { what: "... CPU of the component, against the server's", floor: serverCpu, ...cpu, atMost: 0.3 },
    {
      what: '... against its stanzas sent back by xmpp.js',
      floor: sum(({ parlor }) => parlor.echoCpu),
      ...cpu,
      atMost: 2,
    },
  ]
}
