/** A visitor: the widget's own rules and wire, without its screen, and a person before it who talks a lot. */
import { randomUUID } from 'node:crypto'
import { initial, step } from '../../widget/src/chat/model/step.ts'
import type { Deed, Happening, Look, State } from '../../widget/src/chat/model/types.ts'
import { Desk, type WireDeed } from '../../widget/src/chat/wire/desk.ts'
import { dial } from '../../widget/src/chat/wire/dial.ts'
import { HttpFault, type Visit } from '../../widget/src/chat/wire/http.ts'
import { askForTicket } from '../support/people/index.ts'
import { between, type Chance } from './chance.ts'
import type { FinalScreen, Recorder } from './history.ts'

export interface Doorway {
  /** Parlor's web server. */
  readonly http: string
  readonly websocket: string
  readonly bosh: string
  readonly look: Look
}

const WIRE = new Set<Deed['do']>(
  'join connect resume reconnect hang-up presence enter catch-up send'.split(' ') as WireDeed['do'][],
)
const isWire = (deed: Deed): deed is WireDeed => WIRE.has(deed.do)

/** After the end of a chat, and between two tries, ms. */
const REST = 300

export class TalkingVisitor {
  state: State
  readonly screens: FinalScreen[] = []
  readonly #desk: Desk
  #visits = 0
  #left = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #mayBegin = true
  readonly #sent = new Set<string>()

  constructor(
    readonly name: string,
    readonly doorway: Doorway,
    readonly recorder: Recorder,
    readonly draw: Chance,
  ) {
    this.state = this.#atTheDoor()
    this.#desk = new Desk({ tell: this.#tell, visit: () => this.#visit(), dial })
    this.#turn()
  }

  /** No new chat from now on; a few last words in this one. */
  beginNoMore(): void {
    this.#mayBegin = false
    this.#left = 2
  }

  get isDone(): boolean {
    return this.state.token === undefined && this.state.phase !== 'connecting'
  }

  /** Connected, in a chat, and all that was written is stored; or nothing is going on. */
  get isQuiet(): boolean {
    const { phase, line, thread } = this.state
    const isSaid = this.#left <= 0 && thread.live && thread.pending.length === 0
    return this.isDone || (phase === 'chatting' && line === 'up' && isSaid)
  }

  leave(): void {
    this.#tell({ is: 'leave' })
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#desk.carry({ do: 'hang-up', depart: false })
  }

  /** What the person does next, when it is time. */
  #turn(): void {
    this.#timer = setTimeout(
      () => {
        this.#act()
        this.#turn()
      },
      between(this.draw, REST, 3 * REST),
    )
  }

  #act(): void {
    const { phase } = this.state
    if (phase === 'form' || phase === 'failed') this.#begin()
    else if (phase === 'ended' || phase === 'nobody' || phase === 'elsewhere') this.state = this.#atTheDoor()
    else if (phase === 'chatting') this.#talk()
  }

  #atTheDoor(): State {
    return { ...initial, phase: 'form', look: this.doorway.look }
  }

  #begin(): void {
    if (!this.#mayBegin) return
    this.#visits += 1
    this.#left = between(this.draw, 3, 12)
    this.#tell({ is: 'start', values: { name: `${this.name}-${this.#visits}` } })
  }

  #talk(): void {
    const { case: id = '', thread } = this.state
    for (const { id: failed } of thread.pending.filter(({ state }) => state === 'failed'))
      this.#tell({ is: 'retry', id: failed })
    if (this.#left-- > 0) {
      const message = randomUUID()
      this.recorder.add('said', { by: 'visitor', who: this.name, case: id, id: message })
      this.#tell({ is: 'say', id: message, text: `${this.name} says ${message}`, at: Date.now() })
    } else if (this.#mayBegin && this.isQuiet) this.leave()
  }

  async #visit(): Promise<Visit> {
    const { http, websocket, bosh } = this.doorway
    const answer = await askForTicket(http).catch(() => {
      throw new HttpFault('no-connection')
    })
    if (!answer.ok) throw new HttpFault('server')
    return { ...((await answer.json()) as Visit), websocket, bosh }
  }

  readonly #tell = (happening: Happening): void => {
    const before = this.state
    const { state, deeds } = step(before, happening)
    this.state = state
    if (happening.is === 'said') this.#heard([happening.said])
    if (happening.is === 'history') this.#heard(happening.said)
    this.#watch(before, state)
    for (const deed of deeds) if (isWire(deed)) this.#desk.carry(deed)
  }

  #heard(all: Extract<Happening, { is: 'history' }>['said']): void {
    const of = this.state.case ?? ''
    for (const { name, id, stanzaId } of all) {
      const archiveId = stanzaId === undefined ? {} : { archiveId: stanzaId }
      this.recorder.add('heard', { who: this.name, case: of, by: name, id, ...archiveId })
    }
  }

  /** What has changed on the screen. */
  #watch(before: State, now: State): void {
    const who = this.name
    if (now.line !== before.line) this.recorder.add('shows', { who, line: now.line })
    if (now.case !== undefined && now.case !== before.case)
      this.recorder.add('joined', { who, case: now.case })
    for (const { who: author, state, id } of now.thread.entries) {
      if (author !== 'me' || state !== 'sent' || this.#sent.has(id)) continue
      this.#sent.add(id)
      this.recorder.add('sent', { who, case: now.case ?? '', id })
    }
    if (now.phase !== 'ended' || before.phase === 'ended') return
    const id = now.case ?? before.case ?? ''
    this.recorder.add('ended', { who, case: id, reason: now.ended ?? 'unknown' })
    const lines = now.thread.entries.map((entry) => ({
      ...{ nick: entry.name, id: entry.id },
      ...(entry.stanzaId === undefined ? {} : { archiveId: entry.stanzaId }),
    }))
    this.screens.push({ who, case: id, lines })
  }
}
