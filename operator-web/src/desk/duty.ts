/** On duty: our presence in every workgroup, said again as long as we are there. */
import { isSameOwn, saidOwn } from '../model/people.ts'
import { isOnline } from '../model/select.ts'
import type { Own, Show } from '../model/types.ts'
import { buildCaps } from '../wire/caps.ts'
import { buildCommandsQuery, buildItemsQuery, parseCommands, parseItems } from '../wire/disco.ts'
import { buildColleaguesRequest, buildDuty, buildPresence } from '../wire/workgroup.ts'
import type { Hands, Part } from './hands.ts'

/**
 * A workgroup that has begun again says so and is told at once. Seldom, for whatever else may have been forgotten, and often
 * while the server says that it is not there, our presence is repeated without being asked for. Where nothing comes back at
 * all, presence or answer went into a link that was dead: it is repeated soon, then less and less often.
 */
const REPEAT = 300_000
const REPEAT_UNREACHABLE = 3_000

export class Duty implements Part {
  #cancel = () => {}
  /** How long an answer is waited for before it is asked again, ms. */
  #patience = REPEAT_UNREACHABLE
  /** Is it known what the person has chosen? */
  #known = false
  #announced: Own | undefined
  /** What the workgroups were told last. */
  #saidShow: Show | undefined

  constructor(
    private readonly hands: Hands,
    private readonly component: string,
  ) {}

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'online') {
      if (!fact.resumed) this.#begin()
      this.#patience = REPEAT_UNREACHABLE
      this.#repeat()
    }
    if (fact.is === 'workgroups-found') this.#repeat()
    if (fact.is === 'own-found') {
      this.#known = true
      this.#announce()
    }
    if (fact.is === 'own-changed') this.#announce()
    // What we have published ourselves comes back to us, too.
    if (fact.is === 'own-told' && !isSameOwn(fact.own, this.#announced)) this.#announce()
    if (fact.is === 'client-shown') this.#follow()
    if (fact.is === 'workgroup-started') this.#dutyAll()
    if (fact.is === 'duty-refused') this.#repeat()
  }

  stop = (): void => this.#cancel()

  #begin(): void {
    // What is said of this person is known when `own-found` comes.
    this.#known = false
    void this.#find()
  }

  /** The workgroups are what the component lists. */
  async #find(): Promise<void> {
    const { link, tell } = this.hands
    try {
      const found = parseItems(await link.ask(buildItemsQuery(this.component)))
      const known = this.hands.desk().workgroups
      const isNew = found.some(({ jid }) => !known.has(jid)) || found.length !== known.size
      tell({ is: 'workgroups-found', workgroups: found })
      if (isNew) this.#dutyAll()
      for (const { jid } of found) {
        this.#askColleagues(jid)
        void this.#askCommands(jid)
      }
    } catch {
      this.hands.later(REPEAT_UNREACHABLE, () => {
        if (isOnline(this.hands.desk())) void this.#find()
      })
    }
  }

  #askColleagues(workgroup: string): void {
    // The answer lists them; what matters is the presence that follows. A workgroup that is not ours refuses.
    this.hands.link.ask(buildColleaguesRequest(workgroup)).catch(() => {})
  }

  /** What is not in this list is not offered on the screen. A workgroup that is not ours refuses. */
  async #askCommands(workgroup: string): Promise<void> {
    const reply = await this.hands.link.ask(buildCommandsQuery(workgroup)).catch(() => undefined)
    if (reply) this.hands.tell({ is: 'commands-found', workgroup, commands: parseCommands(reply) })
  }

  #announce(): void {
    if (!this.#known) return
    this.#announced = this.hands.desk().own
    this.hands.link.send(buildPresence(this.#announced, {}, buildCaps()))
    this.#dutyAll()
  }

  /** Another client of the person does not want to be disturbed, or does again. */
  #follow(): void {
    const { own, elsewhere } = this.hands.desk()
    if (saidOwn(own, elsewhere).show !== this.#saidShow) this.#dutyAll()
  }

  #dutyAll(): void {
    if (!this.#known) return
    const { own: chosen, elsewhere, workgroups } = this.hands.desk()
    const own = saidOwn(chosen, elsewhere)
    this.#saidShow = own.show
    for (const { jid, duty } of workgroups.values()) {
      if (duty !== 'refused') this.hands.link.send(buildDuty(jid, own))
    }
  }

  #repeat(): void {
    this.#cancel()
    this.#cancel = this.hands.later(this.#due(), () => {
      if (isOnline(this.hands.desk())) this.#dutyAll()
      this.#patience = Math.min(2 * this.#patience, REPEAT)
      this.#repeat()
    })
  }

  #due(): number {
    const duties = new Set([...this.hands.desk().workgroups.values()].map(({ duty }) => duty))
    if (duties.has('unreachable')) return REPEAT_UNREACHABLE
    return duties.has('asking') ? this.#patience : REPEAT
  }
}
