// XEP-0050: Ad-Hoc Commands (version 1.3), in one step: execute with the filled form, answered `completed`.
import { buildSubmission } from './forms.ts'
import { NS } from './namespaces.ts'
import { type Element, textOf, xml } from './xml.ts'

/** The words of urn-parlor-1.md §4 that the desk says as commands. */
export type CommandWord = 'take' | 'close'

export const buildCommand = (
  workgroup: string,
  word: CommandWord,
  values: Readonly<Record<string, string | undefined>>,
): Element =>
  xml(
    'iq',
    { type: 'set', to: workgroup },
    xml('command', { xmlns: NS.adhoc, node: word, action: 'execute' }, buildSubmission(values)),
  )

/** The note of the answer, for people. */
export function commandNote(reply: Element): string | undefined {
  const command = reply.getChild('command', NS.adhoc)
  return command && textOf(command, 'note')
}
