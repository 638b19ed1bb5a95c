/**
 * The actions as ad-hoc commands (XEP-0050): in one step with the filled-in form, or, where there is something to choose
 * and nothing was filled in, with the form in between. What is under way is remembered for a while, in memory only: it
 * has changed nothing yet.
 */
import type { Element } from 'ltx'
import type { Duration, FullJid, Instant } from '../core/types.ts'
import {
  buildCommand,
  type CommandRequest,
  commandError,
  NS,
  parseCommandRequest,
} from '../protocol/commands.ts'
import type { Info, Item } from '../protocol/disco.ts'
import {
  buildForm,
  buildResult,
  buildTable,
  type Field,
  NS as FORMS,
  type Submit,
  type Table,
} from '../protocol/forms.ts'
import { buildInvalid } from '../protocol/parlor.ts'
import { refusal } from '../protocol/stanza-error.ts'
import { mayUse, whyNot } from './actions.ts'
import { type Command, commandAt, commands } from './command-nodes.ts'
import { fill } from './fill.ts'
import { asError } from './refusals.ts'
import type { CommandContext, Input, Outcome } from './types.ts'

const EXPIRES_AFTER: Duration = 10 * 60_000
/** Per workgroup; the oldest gives way. */
const MOST_SESSIONS = 1000

interface Session {
  readonly node: string
  readonly client: FullJid
  readonly expiresAt: Instant
  /** What was filled in already, when one thing more was asked. */
  readonly input: Input
}

/** The commands of one workgroup. */
export class AdHocCommands {
  readonly #newId: () => string
  readonly #sessions = new Map<string, Session>()

  constructor(options: { readonly newId: () => string }) {
    this.#newId = options.newId
  }

  /** disco#items of the node `NS` (§2.2). */
  items(context: CommandContext): Item[] {
    return commands
      .filter(({ action }) => mayUse(action, context))
      .map(({ node, label }) => ({ jid: context.workgroup.jid, node, name: label }))
  }

  /** disco#info of a command's node, or of the list's (§2.3); `undefined` for others. */
  info(node: string): Info | undefined {
    const command = commandAt(node)
    const list = { category: 'automation', type: 'command-list', name: 'Commands' }
    if (node === NS) return { node, identities: [list], features: [NS] }
    return (
      command && {
        node,
        identities: [{ category: 'automation', type: 'command-node', name: command.label }],
        features: [NS, FORMS],
      }
    )
  }

  /** Answers an IQ set with the `<command/>` of the result; `undefined` when it holds no command. Throws `StanzaError`. */
  async answer(context: CommandContext, iq: Element): Promise<Element | undefined> {
    const request = parseCommandRequest(iq)
    if (!request) return undefined
    const command = commandAt(request.node)
    if (!command) throw refusal('item-not-found', `There is no command ${request.node}.`)
    const fault = whyNot(command.action, context)
    if (fault) throw asError({ fault })
    const id = request.sessionId
    const session = id === undefined ? undefined : this.#resume(context, request)
    if (request.action === 'cancel' || request.form?.type === 'cancel') return this.#cancel(request, id)
    if (request.action === 'prev') throw commandError('bad-action')
    if (!session) return this.#begin(context, command, request)
    if (!request.form) throw commandError('bad-payload', 'The form is missing.')
    return this.#run(context, command, goOn(command.action.fields(context), session.input, request.form), id)
  }

  #begin(
    context: CommandContext,
    command: Command,
    { action: step, form }: CommandRequest,
  ): Promise<Element> | Element {
    if (step !== 'execute' && !form) throw commandError('bad-sessionid')
    const { action, asks } = command
    if (form) return this.#run(context, command, goOn(action.fields(context), {}, form))
    if (!asks && !action.mustAsk(context)) return this.#run(context, command, {})
    return this.#ask(context, command, action.fields(context), action.help)
  }

  async #run(context: CommandContext, command: Command, input: Input, id?: string): Promise<Element> {
    const outcome = await command.action.run(context, input)
    if ('fault' in outcome) throw asError(outcome)
    if ('choose' in outcome) return this.#ask(context, command, [outcome.choose], outcome.text, id, input)
    if (id !== undefined) this.#sessions.delete(id)
    return completed(context, command, outcome, id ?? this.#newId(), id !== undefined)
  }

  #ask(
    context: CommandContext,
    { node, label }: Command,
    fields: readonly Field[],
    text: string,
    id = this.#newId(),
    input: Input = {},
  ): Element {
    this.#remember(id, {
      input,
      node,
      client: context.speaker.client,
      expiresAt: context.now + EXPIRES_AFTER,
    })
    return buildCommand(
      { node, sessionId: id, status: 'executing', actions: ['complete'] },
      buildForm({ title: label, instructions: text, fields: fields.map(preselected) }),
    )
  }

  #cancel({ node }: CommandRequest, id: string | undefined): Element {
    if (id === undefined) throw commandError('bad-sessionid')
    this.#sessions.delete(id)
    return buildCommand({ node, sessionId: id, status: 'canceled' })
  }

  /** What is under way, if it is this client's and this command's. */
  #resume({ now, speaker }: CommandContext, { node, sessionId = '' }: CommandRequest): Session {
    const session = this.#sessions.get(sessionId)
    if (!session || session.node !== node || session.client !== speaker.client)
      throw commandError('bad-sessionid')
    if (session.expiresAt > now) return session
    this.#sessions.delete(sessionId)
    throw commandError('session-expired')
  }

  #remember(id: string, session: Session): void {
    this.#sessions.delete(id)
    const [oldest] = this.#sessions.keys()
    if (this.#sessions.size >= MOST_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest)
    this.#sessions.set(id, session)
  }
}

/** Clients show the first of a list as chosen, and some (Psi) send it whether it was touched or not: so it is the likeliest. */
function preselected(field: Field): Field {
  const likeliest = field.options?.[0]
  return field.values || field.type !== 'list-single' || !likeliest
    ? field
    : { ...field, values: [likeliest.value] }
}

/** The form of this step together with what was filled in before. */
function goOn(fields: readonly Field[], before: Input, form: Submit): Input {
  const given = Object.entries(before).flatMap(([name, value]) => (value ? [[name, [value]] as const] : []))
  const { input, invalid } = fill(fields, { type: 'submit', values: new Map([...given, ...form.values]) })
  if (!invalid) return input
  const names = invalid.map(({ field }) => field)
  throw refusal('not-acceptable', invalid.map(({ text }) => text).join(' '), names.map(buildInvalid))
}

function completed(
  { speaker }: CommandContext,
  { node, label }: Command,
  { ok, table }: Extract<Outcome, { ok: string }>,
  id: string,
  afterForm: boolean,
): Element {
  const note = { type: 'info', text: ok } as const
  return buildCommand(
    { node, sessionId: id, status: 'completed', notes: [note] },
    speaker.readsTables ? resultOf(label, table, afterForm && speaker.isPlain ? ok : undefined) : undefined,
  )
}

/** COMPAT: after a form Psi shows no note, so the same words are in a form. */
function resultOf(title: string, table: Table | undefined, words: string | undefined): Element | undefined {
  if (table) return buildTable(table, title)
  return words === undefined ? undefined : buildResult(title, words)
}
