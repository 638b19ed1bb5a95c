/** What people are called in a room. Nobody may be mistaken for the other one, or for Desk. */
import { DESK } from '../../protocol/names.js'
import type { BareJid } from '../core/types.ts'
import { skeleton } from '../protocol/lookalike.ts'
import { nickname } from '../protocol/nickname.ts'
import type { Office } from './office.ts'

/** Operators are called what the configuration calls them. */
export function operatorName(office: Office, operator: BareJid): string {
  return office.config.operators.get(operator)?.name ?? operator.split('@', 1)[0] ?? operator
}

/** The two nicknames of a room. The operator's is reserved: a visitor of the same name gets another. */
export function nicksFor(visitor: string, operator: string): { visitor: string; operator: string } {
  const operatorNick = free(withRole(operator, 'Operator'), [DESK]) ?? 'Operator'
  return {
    operator: operatorNick,
    visitor: free(withRole(visitor, 'Visitor'), [operatorNick, DESK]) ?? 'Visitor',
  }
}

/** A name that runs from right to left takes no addition in Latin letters: the word itself stands for it. */
function withRole(name: string, role: string): string[] {
  const own = nickname(name) || role
  const also = role.toLowerCase()
  return [own, nickname(`${own} (${also})`), role, `${role} (${also})`]
}

/** The first that nobody has, nor anything that looks like it. */
function free(nicks: readonly string[], taken: readonly string[]): string | undefined {
  const others = new Set(taken.map(skeleton))
  return nicks.find((nick) => !others.has(skeleton(nick)))
}

/** An operator's nickname in a room where these nicknames are taken: nobody is put out of it for a namesake. */
export const nickBeside = (name: string, jid: BareJid, taken: readonly string[]): string =>
  free(nicksOfOperator(name, jid), [DESK, ...taken]) ?? jid

/** Everything an operator is ever called in a room. */
export function nicksOfOperator(name: string, jid: BareJid): string[] {
  const [own = '', called = '', ...words] = withRole(name, 'Operator')
  return [own, called, nickname(`${own} (${jid.split('@', 1)[0]})`), ...words, jid]
}
