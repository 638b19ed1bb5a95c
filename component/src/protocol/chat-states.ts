/** XEP-0085: Chat State Notifications (version 2.1) */
import type { Element } from 'ltx'
import { CHAT_STATES } from '../../protocol/namespaces.js'
import { child, el } from './xml.ts'

export const NS = CHAT_STATES

const STATES = ['active', 'composing', 'paused', 'inactive', 'gone'] as const
export type ChatState = (typeof STATES)[number]

export const buildChatState = (state: ChatState): Element => el(state, { xmlns: NS })

export const parseChatState = (message: Element): ChatState | undefined =>
  STATES.find((state) => child(message, state, NS))
