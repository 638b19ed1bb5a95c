/** On duty: our presence in every workgroup, said again as long as we are there. */
import { isOnline } from '../model/select.ts'
import { buildCommandsQuery, buildItemsQuery, parseCommands, parseItems } from '../wire/disco.ts'
import { buildColleaguesRequest, buildDuty, buildPresence } from '../wire/workgroup.ts'
import type { Hands, Part } from './hands.ts'

/**
 * A workgroup that has begun again says so and is told at once. Seldom, for whatever else may have been forgotten, and often
 * while it does not answer, our presence is repeated without being asked for.
 */
const REPEAT = 300_000
const REPEAT_UNREACHABLE = 3_000

export class Duty implements Part {
  #cancel = () => {}

  constructor(
    private readonly hands: Hands,
    private readonly component: string,
  ) {}

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'online') {
      if (!fact.resumed) this.#begin()
      this.#repeat()
    }
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
    const unreachable = [...this.hands.desk().workgroups.values()].some(({ duty }) => duty === 'unreachable')
    this.#cancel = this.hands.later(unreachable ? REPEAT_UNREACHABLE : REPEAT, () => {
      if (isOnline(this.hands.desk())) this.#dutyAll()
      this.#repeat()
    })
  }
}
