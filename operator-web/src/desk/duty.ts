/** On duty: our presence in every workgroup, said again as long as we are there. */
import { isOnline } from '../model/select.ts'
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
    if (fact.is === 'own-changed') this.#announce()
    if (fact.is === 'workgroup-started') this.#dutyAll()
    if (fact.is === 'duty-refused') this.#repeat()
  }

  stop = (): void => this.#cancel()

  #begin(): void {
    this.hands.link.send(buildPresence(this.hands.desk().own, {}))
    this.#dutyAll()
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
    this.hands.link.send(buildPresence(this.hands.desk().own, {}))
    this.#dutyAll()
  }

  #dutyAll(): void {
    const { own, workgroups } = this.hands.desk()
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
