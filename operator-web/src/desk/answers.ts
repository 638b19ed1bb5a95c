/** What the operator answers to requests and chats: take, not me, end. */

import type { CaseId, Chat } from '../model/types.ts'
import { REFUSALS } from '../model/words.ts'
import { StanzaError } from '../wire/ask.ts'
import { buildCommand } from '../wire/commands.ts'
import { buildAnswer } from '../wire/workgroup.ts'
import type { Element } from '../wire/xml.ts'
import { t } from '../words/index.ts'
import type { Hands } from './hands.ts'

/** The room has to open this soon after the workgroup said yes. */
const ROOM_PATIENCE = 20_000
/** Refusals after which the request is not there any more. */
const GONE = ['conflict', 'item-not-found']

export const sentence = (error: unknown): string => {
  if (!(error instanceof StanzaError)) return t('This did not work. Nothing was lost; try again.')
  return error.message === error.condition
    ? (REFUSALS[error.condition] ?? t('The workgroup refused.'))
    : error.message
}

/** Takes a request: by accepting its offer when it rings here, else out of order from the queue (R6). */
export async function take(hands: Hands, id: CaseId): Promise<void> {
  const desk = hands.desk()
  if (desk.answering.has(id)) return
  const offer = desk.offers.find((candidate) => candidate.case.id === id)
  const request = offer ?? desk.queue.find((candidate) => candidate.case.id === id)
  if (!request) return
  const { workgroup, visitor } = request
  const iq = offer
    ? buildAnswer('offer-accept', workgroup, visitor, id)
    : buildCommand(workgroup, 'take', { case: id })
  hands.tell({ is: 'answering', case: id })
  await answer(hands, id, iq)
}

async function answer(hands: Hands, id: CaseId, iq: Element): Promise<void> {
  try {
    await hands.link.ask(iq)
    hands.later(ROOM_PATIENCE, () => {
      if (!hands.desk().answering.has(id)) return
      fail(hands, id, false, t('The room did not open. The request goes back to the queue.'))
    })
  } catch (error) {
    fail(hands, id, error instanceof StanzaError && GONE.includes(error.condition), sentence(error))
  }
}

function fail(hands: Hands, id: CaseId, gone: boolean, text: string): void {
  hands.tell({ is: 'answer-failed', case: id, gone, text })
  hands.tell({ is: 'told', tone: 'bad', text })
}

export function decline(hands: Hands, id: CaseId): void {
  const offer = hands.desk().offers.find((candidate) => candidate.case.id === id)
  if (!offer) return
  hands.tell({ is: 'declined', case: id })
  // If it is gone by now, that is what was wanted.
  hands.link.ask(buildAnswer('offer-reject', offer.workgroup, offer.visitor, id)).catch(() => {})
}

export async function close(hands: Hands, chat: Chat): Promise<void> {
  hands.tell({ is: 'closing', room: chat.room, closing: true })
  try {
    await hands.link.ask(buildCommand(chat.workgroup, 'close', { case: chat.case.id }))
    hands.tell({ is: 'ended', room: chat.room, case: chat.case.id, reason: 'operator-closed' })
  } catch (error) {
    hands.tell({ is: 'closing', room: chat.room, closing: false })
    if (error instanceof StanzaError && error.condition === 'item-not-found') {
      hands.tell({ is: 'ended', room: chat.room, case: chat.case.id, reason: 'unknown' })
    } else hands.tell({ is: 'told', tone: 'bad', text: sentence(error) })
  }
}
