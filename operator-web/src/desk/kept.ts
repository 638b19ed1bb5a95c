/**
 * What this person has chosen for themselves, kept by their account: nobody hears of this desk before it is known what was
 * chosen last, here or elsewhere; and what was chosen until a time ends then.
 */
import { ownAt } from '../model/people.ts'
import type { Own } from '../model/types.ts'
import { buildOwn, OWN_ITEM, OWN_NODE, parseOwn } from '../wire/own.ts'
import { buildItems, buildPublish, parseItems } from '../wire/pep.ts'
import type { Hands, Part } from './hands.ts'

/** An account that does not answer is not waited for. */
const PATIENCE = 3_000
/** Timers of browsers go no further than this (2^31 ms). */
const FARTHEST = 2_000_000_000

export class Kept implements Part {
  #cancel = () => {}
  /** Chosen here, and the account has not said yet that it has it. */
  #unsaved = false

  constructor(private readonly hands: Hands) {}

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'online' && !fact.resumed) void (this.#unsaved ? this.#keepOwn() : this.#find())
    if (fact.is === 'own-changed') void this.#save(fact.own)
    if (fact.is === 'own-changed' || fact.is === 'own-told' || fact.is === 'own-found') this.#wait()
  }

  stop = (): void => this.#cancel()

  async #find(): Promise<void> {
    const reply = await this.hands.link.ask(buildItems(OWN_NODE), PATIENCE).catch(() => undefined)
    const [own] = reply ? parseItems(reply, OWN_NODE).flatMap(({ payload }) => parseOwn(payload) ?? []) : []
    this.hands.tell(own ? { is: 'own-found', own: ownAt(own, this.hands.now()) } : { is: 'own-found' })
  }

  /** It was changed while there was no connection: that is newer than what the account has. */
  async #keepOwn(): Promise<void> {
    await this.#save(this.hands.desk().own)
    this.hands.tell({ is: 'own-found' })
  }

  async #save(own: Own): Promise<void> {
    this.#unsaved = true
    const publish = buildPublish(OWN_NODE, OWN_ITEM, buildOwn(own))
    await this.hands.link
      .ask(publish, PATIENCE)
      .then(() => {
        this.#unsaved = this.hands.desk().own !== own && this.#unsaved
      })
      .catch(() => {})
  }

  #wait(): void {
    this.#cancel()
    const { until } = this.hands.desk().own
    if (until === undefined) return
    this.#cancel = this.hands.later(Math.min(until - this.hands.now(), FARTHEST), () => {
      const own = ownAt(this.hands.desk().own, this.hands.now())
      if (own.until === undefined) this.hands.tell({ is: 'own-changed', own })
      else this.#wait()
    })
  }
}
