/** What is said about an earlier message; how each stands in a stanza. Clients that know less read words (XEP-0428). */
import {
  CORRECT,
  FALLBACK,
  HINTS,
  REACTIONS,
  REPLY,
  RETRACT,
} from '../../../../component/protocol/namespaces.js'
import { el, type Plain } from '../../shared/call/element.ts'
import { mayAmend } from '../model/talk.ts'
import type { Entry } from '../model/types.ts'
import type { Props } from '../view/context.ts'
import { newId } from '../wire/id.ts'
import { fileAt } from './shared.tsx'

const words = (text: string): Plain => ({ ...el('body'), text })

function tell({ state, side }: Props, ...parts: readonly Plain[]): void {
  const line = mayAmend(state) ? side() : undefined
  line?.send(el('message', { to: line.room?.jid, type: 'groupchat', id: newId() }, ...parts))
}

/** XEP-0308: by the author's own id. */
export const correct = (props: Props, { id }: Entry, text: string): void =>
  tell(props, words(text), el('replace', { xmlns: CORRECT, id }))

/** XEP-0424: by the room's id. */
export const retract = (props: Props, { stanzaId }: Entry): void =>
  tell(
    props,
    words('This message was taken back, but your client does not support that.'),
    el('retract', { xmlns: RETRACT, id: stanzaId }),
    el('fallback', { xmlns: FALLBACK, for: RETRACT }),
  )

/** XEP-0444: all that one feels about it; nothing takes it back, which only the archive needs to be asked for. */
export const react = (props: Props, { stanzaId }: Entry, emojis: readonly string[]): void =>
  tell(
    props,
    ...(emojis.length > 0
      ? [words(emojis.join(' ')), el('fallback', { xmlns: FALLBACK, for: REACTIONS })]
      : [el('store', { xmlns: HINTS })]),
    el(
      'reactions',
      { xmlns: REACTIONS, id: stanzaId },
      ...emojis.map((text) => ({ ...el('reaction'), text })),
    ),
  )

const LONGEST_QUOTE = 200

/** XEP-0461: what is said by this id answers that; returns the words that stand before it for clients that know less. */
export function answer(
  { state: { room }, about }: Props,
  { stanzaId, name, text }: Entry,
  id: string,
): string {
  const quote = [...(fileAt(text) ?? text)].slice(0, LONGEST_QUOTE).join('')
  const before = `${quote.replace(/^/gm, '> ')}\n`
  if (room && stanzaId)
    about(
      id,
      [
        el('reply', { xmlns: REPLY, to: `${room.jid}/${name}`, id: stanzaId }),
        el('fallback', { xmlns: FALLBACK, for: REPLY }, el('body', { start: 0, end: [...before].length })),
      ],
      before,
    )
  return quote
}
