/** What operators write down and use again: notes, tags, canned replies, left messages. */
import type { Fact } from './facts.ts'
import type { BareJid, Canned, CaseData, Chat, Desk, LeftMessage } from './types.ts'

/** New notes or tags of this case; what was not told stays as it is. */
export const noted = (data: CaseData, fact: Extract<Fact, { is: 'case-noted' }>): CaseData =>
  data.id === fact.case
    ? { ...data, ...(fact.notes && { notes: fact.notes }), ...(fact.tags && { tags: fact.tags }) }
    : data

export function reduceCanned(canned: Desk['canned'], fact: Fact): Desk['canned'] {
  if (fact.is === 'canned-found') return new Map(canned).set(fact.workgroup, fact.canned)
  return fact.is === 'signed-out' ? new Map() : canned
}

export function reduceMessages(messages: readonly LeftMessage[], fact: Fact): readonly LeftMessage[] {
  if (fact.is === 'messages-found')
    return [...messages.filter(({ workgroup }) => workgroup !== fact.workgroup), ...fact.messages].sort(
      (a, b) => a.at - b.at,
    )
  return fact.is === 'signed-out' ? [] : messages
}

/** The words with `{visitor}`, `{operator}`, `{workgroup}` and `{case}` filled in; an unknown one stays as it is. */
export function filled(text: string, chat: Chat, workgroup: string): string {
  const values: Readonly<Record<string, string | undefined>> = {
    visitor: chat.case.name,
    operator: chat.nick,
    workgroup,
    case: chat.case.number,
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}

/** The replies that a slash at the beginning of a message looks for; `undefined` when it does not begin so. */
export function cannedFor(desk: Desk, workgroup: BareJid, text: string): readonly Canned[] | undefined {
  const wanted = /^\/([^\n]*)$/.exec(text)?.[1]?.trim().toLowerCase()
  if (wanted === undefined) return undefined
  const all = desk.canned.get(workgroup) ?? []
  const begins = all.filter(({ name }) => name.startsWith(wanted))
  const holds = all.filter(
    (reply) => !begins.includes(reply) && `${reply.name} ${reply.text}`.toLowerCase().includes(wanted),
  )
  return [...begins, ...holds]
}
