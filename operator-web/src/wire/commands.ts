// XEP-0050: Ad-Hoc Commands (version 1.3), in one step: execute with the filled form, answered `completed`.
import * as NS from '../../../component/protocol/namespaces.js'
import { buildSubmission } from './forms.ts'
import { type Element, textOf, xml } from './xml.ts'

/** The words of urn-parlor-1.md §4 that the desk says as commands. */
export type CommandWord =
  | 'take'
  | 'close'
  | 'hold'
  | 'transfer'
  | 'keep'
  | 'invite'
  | 'leave'
  | 'note'
  | 'tag'
  | 'canned'
  | 'messages'
  | 'visitors'
  | 'contact'
  | 'answer'
  | 'settle'
  | 'status'
  | 'on'
  | 'join'
  | 'assign'
  | 'takeover'
  | 'priority'
  | 'notices'
  | 'faq'
  | 'report'
  | 'sites'
  | 'pause'
  | 'open'
  | 'block'

export type Values = Readonly<Record<string, string | undefined>>

/** With `values` in one step; without, it asks what there is to choose. */
export const buildCommand = (workgroup: string, word: CommandWord, values?: Values): Element =>
  xml(
    'iq',
    { type: 'set', to: workgroup },
    xml('command', { xmlns: NS.COMMANDS, node: word, action: 'execute' }, values && buildSubmission(values)),
  )

/** What was begun to see the choices is not gone on with. */
export const buildCancel = (workgroup: string, word: CommandWord, sessionid: string): Element =>
  xml(
    'iq',
    { type: 'set', to: workgroup },
    xml('command', { xmlns: NS.COMMANDS, node: word, action: 'cancel', sessionid }),
  )

export interface Option {
  readonly value: string
  readonly label: string
}

export interface CommandReply {
  /** False: it asks for more. */
  readonly done: boolean
  readonly session?: string
  /** For people: what was done, or what is asked. */
  readonly note?: string
  /** What a telling command tells, by column. */
  readonly rows: readonly Readonly<Record<string, string>>[]
  readonly choices: Readonly<Record<string, readonly Option[]>>
}

export function parseReply(reply: Element): CommandReply {
  const command = reply.getChild('command', NS.COMMANDS)
  const form = command?.getChild('x', NS.DATA)
  const session = command?.attrs.sessionid
  const note = (command && textOf(command, 'note')) ?? (form && textOf(form, 'instructions'))
  return {
    done: command?.attrs.status !== 'executing',
    rows: form?.getChildren('item').map(parseRow) ?? [],
    choices: Object.fromEntries(
      form?.getChildren('field').map((field) => [field.attrs.var, parseOptions(field)]) ?? [],
    ),
    ...(session && { session }),
    ...(note && { note }),
  }
}

const parseRow = (item: Element): Readonly<Record<string, string>> =>
  Object.fromEntries(
    item.getChildren('field').map((field) => [
      field.attrs.var ?? '',
      field
        .getChildren('value')
        .map((value) => value.getText())
        .join('\n'),
    ]),
  )

const parseOptions = (field: Element): readonly Option[] =>
  field.getChildren('option').flatMap((option) => {
    const value = option.getChildText('value')
    return value ? [{ value, label: option.attrs.label ?? value }] : []
  })
