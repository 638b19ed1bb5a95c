/** One page of a visitor: a wire, and the address the server has given it. */
import type { Happening } from '../../widget/src/chat/model/types.ts'
import { type Dial, dial } from '../../widget/src/chat/wire/dial.ts'
import type { Visit } from '../../widget/src/chat/wire/http.ts'
import { Session } from '../../widget/src/chat/wire/session.ts'

export class Tab {
  readonly session: Session
  /** Bare JID, as the server writes it on what it sends here. */
  address: string | undefined
  /** The case it was left with, once another page has taken over. */
  leftWith: string | undefined

  constructor(tell: (happening: Happening) => void, visit: () => Promise<Visit>) {
    this.session = new Session({ tell, visit, dial: this.#dial })
  }

  close(): void {
    this.session.carry({ do: 'hang-up', depart: false })
  }

  readonly #dial: Dial = (service, domain, { stanza, asked, closed }) =>
    dial(service, domain, {
      asked,
      closed,
      stanza: (element) => {
        this.address = element.getAttribute('to')?.split('/', 1)[0] ?? this.address
        stanza(element)
      },
    })
}
