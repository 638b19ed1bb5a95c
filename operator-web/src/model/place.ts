/** Where one is in the desk, as an address that can be sent to a colleague: `/operator/support/case/1842`, `/operator/floor`. */
import type { CaseData, Chat, Desk } from './types.ts'

export const SECTIONS = [
  'desk',
  'floor',
  'visitors',
  'team',
  'archive',
  'reports',
  'website',
  'settings',
] as const
export type Section = (typeof SECTIONS)[number]
/** What a phone shows; a desktop shows all of it. */
export type Pane = 'queue' | 'talk' | 'case'

export interface Place {
  readonly section: Section
  /** On the desk: the number of a case, or its id where it has none. */
  readonly case?: string
  /** On the desk: the facts of the case instead of the conversation, where there is room for one of them. */
  readonly facts?: true
}

const BASE = '/operator/'

export function addressOf({ section, case: id, facts }: Place, workgroup = 'desk'): string {
  if (section !== 'desk') return `${BASE}${section}`
  if (id === undefined) return BASE
  return `${BASE}${encodeURIComponent(workgroup)}/case/${encodeURIComponent(id)}${facts ? '/facts' : ''}`
}

/** The workgroup in an address is for people: the number says which case it is. */
export function placeOf(path: string): Place {
  const [first = '', word, id, more] = path.slice(BASE.length).split('/').map(decoded)
  const section = SECTIONS.find((name) => name === first)
  if (section) return { section }
  if (word !== 'case' || !id) return { section: 'desk' }
  return { section: 'desk', case: id, ...(more === 'facts' && { facts: true }) }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const keyOfCase = (data: Pick<CaseData, 'id' | 'number'>): string => data.number ?? data.id

export const isCaseOf = (key: string, data: Pick<CaseData, 'id' | 'number'>): boolean =>
  key === data.number || key === data.id

export const chatOfCase = (desk: Desk, key: string): Chat | undefined =>
  [...desk.chats.values()].find((chat) => isCaseOf(key, chat.case))

/** The address of what is on the screen; `undefined` while that is not decided yet. */
export function addressNow(desk: Desk, section: Section, pane: Pane, phone: boolean): string | undefined {
  if (desk.session.is === 'signed-out' || desk.session.is === 'signing-in' || desk.wanted !== undefined)
    return undefined
  if (section !== 'desk') return addressOf({ section })
  const shown = shownItem(desk)
  if (!shown || (phone && pane === 'queue')) return addressOf({ section: 'desk' })
  const facts = phone && pane === 'case' ? { facts: true as const } : {}
  return addressOf(
    { section: 'desk', case: keyOfCase(shown.case), ...facts },
    shown.workgroup.slice(0, shown.workgroup.indexOf('@')),
  )
}

/** Who waits and is looked at, else the open chat. */
function shownItem(desk: Desk): Pick<Chat, 'case' | 'workgroup'> | undefined {
  const looked =
    desk.preview === undefined
      ? undefined
      : [...desk.offers, ...desk.queue].find((item) => item.case.id === desk.preview)
  return looked ?? (desk.open === undefined ? undefined : desk.chats.get(desk.open))
}
