/** What people are called in a room. Nobody may be mistaken for the other one, or for Desk. */
import type { BareJid } from '../core/types.ts'
import { cleanLine, shorten } from '../protocol/clean.ts'
import type { Office } from './office.ts'

/** The nickname of the workgroup's own occupant. */
export const DESK = 'Desk'

/** Longest nickname, in characters. */
const LONGEST = 40

/** As look-alike as this needs to be: case, width and spaces do not tell two people apart. */
const skeleton = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

const asNick = (name: string, otherwise: string): string => shorten(cleanLine(name), LONGEST) || otherwise

/** Operators are called what the configuration calls them. */
export function operatorName(office: Office, operator: BareJid): string {
  return office.config.operators.get(operator)?.name ?? operator.split('@', 1)[0] ?? operator
}

/** The two nicknames of a room. The operator's is reserved: a visitor of the same name gets an addition. */
export function nicksFor(visitor: string, operator: string): { visitor: string; operator: string } {
  const operatorNick =
    skeleton(operator) === skeleton(DESK) ? `${operator} (operator)` : asNick(operator, 'Operator')
  const visitorNick = asNick(visitor, 'Visitor')
  const taken = [operatorNick, DESK].map(skeleton)
  return {
    operator: operatorNick,
    visitor: taken.includes(skeleton(visitorNick)) ? `${visitorNick} (visitor)` : visitorNick,
  }
}

/** An operator's nickname in a room where these nicknames are taken: nobody is put out of it for a namesake. */
export function nickBeside(name: string, jid: BareJid, taken: readonly string[]): string {
  const others = new Set([DESK, ...taken].map(skeleton))
  return nicksOfOperator(name, jid).find((nick) => !others.has(skeleton(nick))) ?? jid
}

/** Everything an operator is ever called in a room. */
export function nicksOfOperator(name: string, jid: BareJid): string[] {
  const wanted = asNick(name, 'Operator')
  return [wanted, `${wanted} (operator)`, `${wanted} (${jid.split('@', 1)[0]})`, jid]
}
