/** What people write to a workgroup: operators' commands, visitors' words that go to nobody, and bounces. */
import type { Element } from 'ltx'
import { CORRECT } from '../../protocol/namespaces.js'
import { answerText } from '../commands/text.ts'
import { buildResponse } from '../protocol/quick-response.ts'
import { parseReactions, parseReply } from '../protocol/reply.ts'
import { body, bodyOf } from '../protocol/stanza.ts'
import { StanzaError, saysGone } from '../protocol/stanza-error.ts'
import { child } from '../protocol/xml.ts'
import { commandContext, mayFinish } from '../workgroup/operators/command-context.ts'
import { operatorGone } from '../workgroup/operators/duty.ts'
import { caseOfOffer, ringsAt } from '../workgroup/operators/offers.ts'
import { servedBy } from '../workgroup/rooms/transfer.ts'
import { hearFromAccount, standingOf } from '../workgroup/visitors/account-chat.ts'
import { visitorGone } from '../workgroup/visitors/presence.ts'
import type { WorkgroupCall } from './route.ts'

export async function onText(call: WorkgroupCall): Promise<undefined> {
  const { workgroup, from, stanza } = call
  const isCommand = mayFinish(workgroup, from.bare)
  const words = bodyOf(stanza) ?? (isCommand ? wordOfThumb(call) : undefined)
  if (words === undefined || words.trim() === '') return
  if (isCorrection(stanza) && (isCommand || from.domain === call.office.config.domain)) {
    refuseCorrection(call, isCommand)
  } else if (isCommand) {
    await answerOperator(call, withoutQuote(words))
  } else if (from.domain === call.office.config.domain && from.resource !== undefined) {
    await hearFromAccount(workgroup, from, isReply(stanza) ? withoutQuote(words) : words)
  } else {
    sayPolitely(call)
  }
}

/** Clients begin a reply with what it answers, each line behind a `>`: no word of ours begins so, nor does a "yes". */
const withoutQuote = (words: string): string => words.replace(/^(?:\s*>[^\n]*\n)+/, '')

/** To one of our own messages, then: whoever writes a quote by hand means it. */
const isReply = (stanza: Element): boolean => parseReply(stanza) !== undefined

/** XEP-0308. What it corrects is done: the same note would be there twice, the next question answered by the one before. */
const isCorrection = (stanza: Element): boolean => child(stanza, 'replace', CORRECT) !== undefined

function refuseCorrection({ workgroup, from, office }: WorkgroupCall, isCommand: boolean): void {
  if (!office.cache.patience.has(from.full, office.clock.now())) return
  const words = isCommand
    ? 'A command cannot be corrected, and what you changed was not done. If you mean something else, write a new message.'
    : 'What was sent cannot be corrected here. If you mean something else, write a new message.'
  workgroup.say(from.full, body(words))
}

/** A thumb on an offer that still rings is a yes; other reactions, and those to anything else, are no words of ours. */
function wordOfThumb({ workgroup, from, stanza }: WorkgroupCall): string | undefined {
  const { id = '', emojis = [] } = parseReactions(stanza) ?? {}
  const record = workgroup.actor.state.cases.get(caseOfOffer(id) ?? '')
  // Skin tones follow the thumb.
  const isYes = emojis.some((emoji) => emoji.startsWith('\u{1F44D}'))
  return isYes && record && ringsAt(record, from.bare) ? `take ${record.id}` : undefined
}

async function answerOperator(
  { workgroup, from, office, stanza }: WorkgroupCall,
  words: string,
): Promise<void> {
  const about = caseOfOffer(parseReply(stanza) ?? '')
  const answer = await answerText(commandContext(workgroup, from.full), words, about)
  if (!answer) return
  if (!answer.understood && !office.cache.patience.has(from.full, office.clock.now())) return
  workgroup.say(from.full, body(answer.text), ...answer.responses.map(buildResponse))
}

/** A visitor cannot contact operators: they are contacted when it is their turn (Q3). */
function sayPolitely({ workgroup, from, office }: WorkgroupCall): void {
  if (!office.cache.politeness.mayTell(`${workgroup.jid} ${from.bare}`, office.clock.now())) return
  const standing = standingOf(servedBy(office, workgroup, from.full), from)
  const words = {
    waiting:
      'You are in the queue. As soon as it is your turn, a chat opens by itself; what you write here is read by nobody.',
    'in-chat': 'Your chat is open in its own room; what you write here is read by nobody.',
    outside: `This is ${workgroup.settings.name}. Nobody reads what is written here; please use the chat on our website.`,
  }
  workgroup.say(from.full, body(words[standing.is]))
}

/** A message of ours bounced: the session it was for is gone. */
export async function onBounce({ workgroup, from, stanza }: WorkgroupCall): Promise<undefined> {
  if (!saysGone(StanzaError.fromStanza(stanza))) return
  await visitorGone(workgroup, from.full)
  await operatorGone(workgroup, from)
}
