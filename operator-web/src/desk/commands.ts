/** What the operator asks of a workgroup as commands (urn-parlor-1.md §4). What it refuses is said on the screen. */
import type { BareJid } from '../model/types.ts'
import { StanzaError } from '../wire/ask.ts'
import {
  buildCancel,
  buildCommand,
  type CommandReply,
  type CommandWord,
  type Option,
  parseReply,
  type Values,
} from '../wire/commands.ts'
import { sentence } from './answers.ts'
import type { Hands } from './hands.ts'

/** Resolves with the answer, or with `undefined` when it was refused and the operator has been told. */
export async function command(
  hands: Hands,
  workgroup: BareJid,
  word: CommandWord,
  values: Values,
): Promise<CommandReply | undefined> {
  const done = await attempt(hands, workgroup, word, values)
  if (typeof done !== 'string') return done
  hands.tell({ is: 'told', tone: 'bad', text: done })
  return undefined
}

/** Resolves with the answer, or with a sentence why not, for where it was asked. */
export async function attempt(
  hands: Hands,
  workgroup: BareJid,
  word: CommandWord,
  values: Values,
): Promise<CommandReply | string> {
  try {
    return finished(parseReply(await hands.link.ask(buildCommand(workgroup, word, values))))
  } catch (error) {
    return sentence(error)
  }
}

/** What nobody has asked for with a click fails without a word. */
export async function look(
  hands: Hands,
  workgroup: BareJid,
  word: CommandWord,
  values: Values = {},
): Promise<CommandReply | undefined> {
  return hands.link
    .ask(buildCommand(workgroup, word, values))
    .then((reply) => finished(parseReply(reply)))
    .catch(() => undefined)
}

/** One step was meant to be enough: a question back means that what was chosen is no longer there. */
function finished(reply: CommandReply): CommandReply {
  if (!reply.done) throw new StanzaError('item-not-found', reply.note)
  return reply
}

/** What `field` of this command can be filled with now. */
export async function choices(
  hands: Hands,
  workgroup: BareJid,
  word: CommandWord,
  field: string,
): Promise<readonly Option[]> {
  try {
    const reply = parseReply(await hands.link.ask(buildCommand(workgroup, word)))
    if (!reply.done && reply.session)
      hands.link.ask(buildCancel(workgroup, word, reply.session)).catch(() => {})
    return reply.choices[field] ?? []
  } catch {
    return []
  }
}
