/**
 * Two thousand visitors within a second, and two hundred operators with ten seats each who accept whatever rings.
 *
 * All of them are clients of their own on a real server, signed in beforehand: a website's visitors do not sign in within
 * the same second as they ask, and what signing in costs is the server's alone. They are plain sockets in this one
 * process, so that two cores are left for what is measured. Nobody enters a room: a visitor is assigned when both sides are
 * invited. The floor is the same crowd with a component that makes as many rooms by hand (`crowd/by-hand.ts`); it tells
 * nobody of queue, place or colleagues. Either side has 4 000 chats under way before the rush begins, as at any noon, and the
 * echo has sent back twice as much before: what is measured is not how long V8 takes to compile. The echo gets the stanzas at
 * the moments at which they were sent: to be woken for each few costs a part of what a component costs.
 *
 * First come first served: offers are sent in the order of admission, without exception. Operators accept on connections
 * of their own, which the server reads in an order of its own, one after the other; so an invitation may be overtaken by at
 * most as many others as there are operators.
 */
import { echoed } from './crowd/echo.ts'
import { type Rush, rush } from './crowd/rush.ts'
import type { Figure } from './table.ts'

const SIZE = { visitors: 2_000, operators: 200, seats: 10 }

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
  sent.flatMap(({ xml }) => {
    const number = xml.startsWith('<iq') && /<offer .*<case [^>]*number="(\d+)"/.exec(xml)?.[1]
    return number ? [Number(number)] : []
  })

const invited = ({ guests }: Rush): number[] =>
  [...guests].sort((a, b) => a.invitedAt - b.invitedAt).map(({ number }) => number)

export async function arrivals(): Promise<Figure[]> {
  const byHand = await rush('by-hand', SIZE)
  const parlor = await rush('parlor', SIZE)
  const echo = await echoed(parlor.sent)
  const unserved =
    SIZE.visitors - Math.min(parlor.rooms, parlor.guests.filter((one) => one.invitedAt > 0).length)
  const order = offered(parlor)
  const cpu = { value: parlor.componentCpu, unit: 's' }
  return [
    { what: `${SIZE.visitors} arrive in a second: not served`, value: unserved, unit: '', atMost: 0 },
    { what: '... offered more than once', value: order.length - new Set(order).size, unit: '', atMost: 0 },
    { what: '... offered out of turn, by', value: mostOvertaken(order), unit: 'places', atMost: 0 },
    {
      what: '... invited out of turn, by',
      value: mostOvertaken(invited(parlor)),
      unit: 'places',
      atMost: SIZE.operators,
    },
    {
      what: '... until the last is assigned, against rooms by hand',
      floor: byHand.took / 1_000,
      value: parlor.took / 1_000,
      unit: 's',
      atMost: 1.3,
    },
    {
      what: '... CPU of the server, against rooms by hand',
      floor: byHand.serverCpu,
      value: parlor.serverCpu,
      unit: 's',
    },
    { what: "... CPU of the component, against the server's", floor: parlor.serverCpu, ...cpu, atMost: 0.3 },
    { what: '... against its stanzas sent back by xmpp.js', floor: echo.asTheyCame, ...cpu, atMost: 2 },
    { what: '... the same, all at once', floor: echo.atOnce, ...cpu },
  ]
}
