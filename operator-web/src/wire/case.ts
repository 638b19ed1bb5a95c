// The `<case xmlns='urn:parlor:1'/>` of an operator (component/protocol/urn-parlor-1.md §2 and §4), and Fastpath's
// metadata for workgroups that are not Parlor's.
import { SHOWS, type Show } from '../../../component/protocol/names.js'
import * as NS from '../../../component/protocol/namespaces.js'
import type { Fact } from '../model/facts.ts'
import type { CaseData, Note, Page, Parameter } from '../model/types.ts'
import { parseAnswers } from './forms.ts'
import { bare, type Element, instantOf, resource, textOf } from './xml.ts'

const PROBLEM_FIELDS = ['problem', 'question', 'subject', 'message']
const NAME_FIELDS = ['name', 'username', 'nick']

/** The case inside an offer, a queue entry or an invitation; with its address alone there is still one to show. */
export function parseCase(parent: Element, visitor: string, fallbackId?: string): CaseData {
  const element = parent.getChild('case', NS.PARLOR)
  const answers = element ? parseAnswers(element.getChild('x', NS.DATA)) : []
  const metadata = parseMetadata(parent)
  const find = (names: readonly string[]) =>
    [...answers, ...metadata].find((answer) => names.includes(answer.name.toLowerCase()))?.value
  const number = element?.attrs.number
  const problem = find(PROBLEM_FIELDS)
  const page = element && parsePage(element.getChild('page', NS.PARLOR))
  return {
    id: element?.attrs.id ?? fallbackId ?? visitor,
    name: element?.attrs.name || find(NAME_FIELDS) || element?.attrs.with || resource(visitor) || 'Visitor',
    answers,
    parameters: element ? parseParameters(element) : metadata,
    ...(number && { number }),
    ...(problem && { problem }),
    ...(page && { page }),
    ...(element?.attrs.cut === 'true' && { cut: true }),
    // An invitation may carry less than is known: only a whole case says that there are none.
    ...(number && element && { notes: parseNotes(element), tags: parseTags(element) }),
  }
}

/** A whole case from the workgroup itself, when a colleague has changed something about it. */
export function parseCaseTold(message: Element, element: Element): Fact | undefined {
  if (!element.attrs.id || !element.attrs.number) return undefined
  const workgroup = bare(message.attrs.from ?? '')
  return { is: 'case-told', workgroup, case: parseCase(message, ''), ...transferringIn(element) }
}

/** Where the chat is on its way to, and whether it is put by. */
export function transferringIn(element: Element): { readonly transferring?: string; readonly hold?: true } {
  const transferring = element.getChild('going', NS.PARLOR)?.attrs.name
  return {
    ...(transferring && { transferring }),
    ...(element.attrs.hold === 'true' && { hold: true as const }),
  }
}

const parseTags = (element: Element): readonly string[] =>
  element.getChildren('tag', NS.PARLOR).flatMap((tag) => tag.getText().trim() || [])

const parseNotes = (element: Element): readonly Note[] =>
  element.getChildren('note', NS.PARLOR).map((note) => ({
    by: bare(note.attrs.by ?? ''),
    at: instantOf(note.attrs.at) ?? 0,
    text: note.getText(),
  }))

const parseParameters = (element: Element): readonly Parameter[] =>
  element.getChildren('parameter', NS.PARLOR).flatMap((parameter) => {
    const { name, verified } = parameter.attrs
    return name
      ? [{ name, value: parameter.getText(), verified: verified === 'true' || verified === '1' }]
      : []
  })

const parseMetadata = (parent: Element): readonly Parameter[] =>
  (parent.getChild('metadata', NS.FASTPATH)?.getChildren('value') ?? []).flatMap((value) =>
    value.attrs.name ? [{ name: value.attrs.name, value: value.getText(), verified: false }] : [],
  )

/** Only addresses of the web survive: the referrer and the page are the visitor's to choose. */
const webAddress = (url: string | undefined) => (url && /^https?:\/\//i.test(url) ? url : undefined)

function parsePage(element: Element | undefined): Page | undefined {
  if (!element) return undefined
  const { title, language, site, place, browser, words, path, visits, earlier } = element.attrs
  const url = webAddress(element.attrs.url)
  const referrer = webAddress(element.attrs.referrer)
  return {
    ...(url && { url }),
    ...(title && { title }),
    ...(referrer && { referrer }),
    ...(language && { language }),
    ...(site && { site }),
    ...(place && { place }),
    ...(browser && { browser }),
    ...(words && { words }),
    ...(path && { path: path.split(' ') }),
    ...(visits && { visits }),
    ...(earlier && { earlier }),
  }
}

/** A state's name, in presence (`<show/>`) or in a case's attribute. Absent or unknown means available. */
export const parseShow = (text: string | undefined): Show =>
  SHOWS.find((known) => known === text) ?? 'available'

/** The show and status of a presence stanza. */
export function parsePresence(presence: Element): { show: Show; status?: string } {
  if (presence.attrs.type === 'unavailable') return { show: 'offline' }
  const status = textOf(presence, 'status')
  return { show: parseShow(textOf(presence, 'show')), ...(status && { status }) }
}
