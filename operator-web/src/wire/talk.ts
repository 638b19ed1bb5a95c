// Messages between operators: RFC 6121 chat, copies as XEP-0280, history as XEP-0313 from one's own archive.
import * as NS from '../../../component/protocol/namespaces.js'
import type { Fact, TalkSaid } from '../model/facts.ts'
import { buildSubmission } from './forms.ts'
import { bare, type Element, instantOf, sendable, xml } from './xml.ts'

const PAGE = 50

export const buildTalk = (to: string, id: string, body: string): Element =>
  xml('message', { to, type: 'chat', id }, xml('body', {}, sendable(body)))

export const buildCarbons = (): Element => xml('iq', { type: 'set' }, xml('enable', { xmlns: NS.CARBONS }))

/** The newest page before `before`, with one person or with everybody. */
export const buildTalkQuery = (
  queryId: string,
  other: string | undefined,
  before: string | undefined,
): Element =>
  xml(
    'iq',
    { type: 'set' },
    xml(
      'query',
      { xmlns: NS.MAM, queryid: queryId },
      buildSubmission({ FORM_TYPE: NS.MAM, with: other }),
      xml('set', { xmlns: NS.RSM }, xml('max', {}, String(PAGE)), xml('before', {}, before)),
    ),
  )

/** What two people say to each other; words of a room or of a workgroup are none of it. */
export function parseTalk(message: Element, own: string, at?: number): TalkSaid | undefined {
  const { from = '', to = '', id, type } = message.attrs
  const body = message.getChildText('body')
  const special = message.getChildElements().some((child) => OTHERS.includes(child.getNS() ?? ''))
  if (body === null || special || (type !== 'chat' && type !== undefined && type !== 'normal'))
    return undefined
  const mine = bare(from) === own
  const stamp = at ?? instantOf(message.getChild('delay', NS.DELAY)?.attrs.stamp)
  return {
    ...{ with: bare(mine ? to : from), mine, body },
    ...(id && { id }),
    ...(stamp !== undefined && { at: stamp }),
  }
}

const OTHERS: readonly string[] = [NS.PARLOR, NS.WORKGROUP, NS.CONFERENCE, NS.MUC_USER, NS.QUICK_RESPONSE]

/** A copy of what another window of ours sent or got; only our own server may say so (XEP-0280 §11). */
export function parseCarbon(message: Element, own: string): TalkSaid | undefined {
  if (message.attrs.from !== own) return undefined
  const carbon = message.getChild('sent', NS.CARBONS) ?? message.getChild('received', NS.CARBONS)
  const inner = carbon?.getChild('forwarded', NS.FORWARD)?.getChild('message')
  return inner && parseTalk(inner, own)
}

export function parseTalkResult(
  message: Element,
  own: string,
): { queryId: string; said?: TalkSaid } | undefined {
  const { from = own } = message.attrs
  const result = from === own ? message.getChild('result', NS.MAM) : undefined
  const forwarded = result?.getChild('forwarded', NS.FORWARD)
  const inner = forwarded?.getChild('message')
  if (!result?.attrs.queryid || !inner) return undefined
  const said = parseTalk(inner, own, instantOf(forwarded?.getChild('delay', NS.DELAY)?.attrs.stamp))
  return { queryId: result.attrs.queryid, ...(said && { said }) }
}

export const talkFact = (said: TalkSaid): Fact => ({ is: 'talk-said', said })
