/** XEP-0439: Quick Response (version 0.1.0) */
import type { Element } from 'ltx'
import { QUICK_RESPONSE } from '../../protocol/namespaces.js'
import { needed } from './values.ts'
import { attr, child, children, el } from './xml.ts'

export const NS = QUICK_RESPONSE

/** A word the receiver may answer with. Values and labels in one message differ from each other. */
export interface Response {
  readonly value: string
  readonly label?: string | undefined
}

export const buildResponse = ({ value, label }: Response): Element =>
  el('response', { xmlns: NS, value, label })

export const parseResponses = (message: Element): Response[] =>
  children(message, 'response', NS).map((response) => {
    const label = attr(response, 'label')
    return { value: needed(response, 'value'), ...(label && { label }) }
  })

/** Something to press; stays pressable in older messages, so the id must say what it is about. */
export interface Action {
  readonly id: string
  readonly label: string
}

export const buildAction = ({ id, label }: Action): Element => el('action', { xmlns: NS, id, label })

export const parseActions = (message: Element): Action[] =>
  children(message, 'action', NS).map((action) => ({
    id: needed(action, 'id'),
    label: needed(action, 'label'),
  }))

export const buildActionSelected = (id: string): Element => el('action-selected', { xmlns: NS, id })

/** The id of the action that was pressed. */
export function parseActionSelected(message: Element): string | undefined {
  const selected = child(message, 'action-selected', NS)
  return selected && needed(selected, 'id')
}
