/** The floor of every workgroup that this person supervises, kept in sight: asked for again before it lapses. */
import { watched } from '../model/floor.ts'
import { isOnline } from '../model/select.ts'
import type { BareJid } from '../model/types.ts'
import { buildFloorWish, parseFloor } from '../wire/floor.ts'
import type { Hands, Part } from './hands.ts'

/** The workgroups tell it for two minutes, ms. */
const AGAIN = 60_000

export class FloorWatch implements Part {
  #cancel = () => {}

  constructor(private readonly hands: Hands) {}

  onFact: Part['onFact'] = (fact) => {
    if (fact.is !== 'commands-found' && fact.is !== 'workgroup-started') return
    if (!watched(this.hands.desk()).some(({ jid }) => jid === fact.workgroup)) return
    void this.#ask(fact.workgroup)
    this.#repeat()
  }

  stop = (): void => this.#cancel()

  #repeat(): void {
    this.#cancel()
    this.#cancel = this.hands.later(AGAIN, () => {
      const desk = this.hands.desk()
      if (isOnline(desk)) for (const { jid } of watched(desk)) void this.#ask(jid)
      this.#repeat()
    })
  }

  async #ask(workgroup: BareJid): Promise<void> {
    // One that is older than this desk does not know the question.
    const answer = await this.hands.link.ask(buildFloorWish(workgroup)).catch(() => undefined)
    const fact = answer && parseFloor(answer)
    if (fact) this.hands.tell(fact)
  }
}
