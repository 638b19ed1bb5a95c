/** What is said about an earlier message; how each stands in a stanza. Clients that know less read words (XEP-0428). */
import { CORRECT, FALLBACK, RETRACT } from '../../../../component/protocol/namespaces.js'
import { el, type Plain } from '../../shared/call/element.ts'
import { mayAmend } from '../model/talk.ts'
import type { Entry } from '../model/types.ts'
import type { Props } from '../view/context.ts'
import { newId } from '../wire/id.ts'
import { clean } from '../wire/xml.ts'

const words = (text: string): Plain => ({ ...el('body'), text: clean(text) })

function tell({ state, side }: Props, ...parts: readonly Plain[]): void {
  const line = mayAmend(state) ? side() : undefined
  line?.send(el('message', { to: line.room.jid, type: 'groupchat', id: newId() }, ...parts))
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
