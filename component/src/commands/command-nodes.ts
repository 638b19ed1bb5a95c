/**
 * The commands that are listed (XEP-0050 §2.2): one for each action; and a second one that asks, for an action that only
 * tells when nothing is filled in. A program that executes without a form gets the answer; a person's client, which has no
 * other way to a form, gets that by the second.
 */
import { actions } from './actions.ts'
import type { Action } from './types.ts'

export interface Command {
  readonly node: string
  readonly label: string
  readonly action: Action
  /** Always with the form first. */
  readonly asks: boolean
}

/** Who may only read need not be asked what to change. */
function asking({ dialog, ...action }: Action): Command[] {
  if (!dialog) return []
  const { node, label, ...whose } = dialog
  return [{ node, label, action: { ...action, ...whose }, asks: true }]
}

export const commands: readonly Command[] = actions.flatMap((action) => [
  { node: action.name, label: action.label, action, asks: false },
  ...asking(action),
])

const byNode: ReadonlyMap<string, Command> = new Map(commands.map((command) => [command.node, command]))

export const commandAt = (node: string): Command | undefined => byNode.get(node)
