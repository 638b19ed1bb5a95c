/** One page of a visitor: a wire, and the address the server has given it. */
import type { Happening } from '../../widget/src/chat/model/types.ts'
import { Desk } from '../../widget/src/chat/wire/desk.ts'
import { type Dial, dial } from '../../widget/src/chat/wire/dial.ts'
import type { Visit } from '../../widget/src/chat/wire/http.ts'

export class Tab {
  readonly desk: Desk
  /** Bare JID, as the server writes it on what it sends here. */
  address: string | undefined
  /** The case it was left with, once another page has taken over. */
  leftWith: string | undefined

  constructor(tell: (happening: Happening) => void, visit: () => Promise<Visit>) {
    this.desk = new Desk({ tell, visit, dial: this.#dial })
  }

  close(): void {
    this.desk.carry({ do: 'hang-up', depart: false })
  }

  readonly #dial: Dial = (service, domain, { stanza, closed }) =>
    dial(service, domain, {
      closed,
      stanza: (element) => {
        this.address = element.getAttribute('to')?.split('/', 1)[0] ?? this.address
        stanza(element)
      },
    })
}
