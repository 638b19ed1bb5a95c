/**
 * A visitor: the widget's own rules and wire, without its screen, and a person before it who talks a lot, goes away for a
 * moment, reloads the page, and comes back from another address while the old page is still open.
 */
import { randomUUID } from 'node:crypto'
import { initial, step } from '../../widget/src/chat/model/step.ts'
import type { Deed, Happening, Kept, Look, State } from '../../widget/src/chat/model/types.ts'
import { HttpFault, type Visit } from '../../widget/src/chat/wire/http.ts'
import type { WireDeed } from '../../widget/src/chat/wire/session.ts'
import { askForTicket } from '../support/people/index.ts'
import { between, type Chance, deck } from './chance.ts'
import type { FinalScreen, Recorder } from './history.ts'
import { Tab } from './tab.ts'

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

/** All in ms: after the end of a chat and between two tries; how long the old page stays open. */
const TIMES = { rest: 300, oldPage: [200, 4_000] as const }

const WHIMS = {
  waiting: ['reload', 'away', 'reload', 'redial'],
  chatting: ['reload', 'redial'],
} as const

type Whim = (typeof WHIMS)[keyof typeof WHIMS][number]

export class TalkingVisitor {
  state: State
  readonly screens: FinalScreen[] = []
  /** In the page's storage: what a reloaded page goes on with. */
  kept: Kept | undefined
  #tab: Tab
  #visits = 0
  #left = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #oldPages = new Map<Tab, ReturnType<typeof setTimeout>>()
  #mayBegin = true
  readonly #sent = new Set<string>()
  readonly #whims: { readonly [K in keyof typeof WHIMS]: Iterator<Whim, never> }

  constructor(
    readonly name: string,
    readonly doorway: Doorway,
    readonly recorder: Recorder,
    readonly draw: Chance,
  ) {
    this.#whims = { waiting: deck(draw, WHIMS.waiting), chatting: deck(draw, WHIMS.chatting) }
    this.state = this.#atTheDoor()
    this.#tab = this.#openTab()
    this.#turn()
  }

  /** No new chat from now on; a few last words in this one. */
  beginNoMore(): void {
    this.#mayBegin = false
    this.#left = 2
    if (this.state.away !== undefined) this.#tell({ is: 'away' })
  }

  get isDone(): boolean {
    return this.kept === undefined && this.state.phase !== 'connecting'
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
    this.#tab.close()
    for (const [old, timer] of this.#oldPages) {
      clearTimeout(timer)
      old.close()
    }
  }

  /** What the person does next, when it is time. */
  #turn(): void {
    this.#timer = setTimeout(
      () => {
        this.#act()
        this.#turn()
      },
      between(this.draw, TIMES.rest, 3 * TIMES.rest),
    )
  }

  #act(): void {
    const { phase } = this.state
    if (phase === 'form' || phase === 'failed') this.#begin()
    else if (phase === 'ended' || phase === 'nobody') this.state = this.#atTheDoor()
    else if (phase === 'elsewhere') this.#reload()
    else if (phase === 'waiting') this.#wait()
    else if (phase === 'chatting' && this.#mayBegin && this.draw() < 0.1) this.#follow('chatting')
    else if (phase === 'chatting') this.#talk()
  }

  #atTheDoor(): State {
    return { ...initial, phase: 'form', look: this.doorway.look }
  }

  #begin(): void {
    if (!this.#mayBegin) return
    this.#visits += 1
    this.#left = between(this.draw, 8, 30)
    this.#tell({ is: 'start', values: { name: `${this.name}-${this.#visits}` } })
  }

  #wait(): void {
    if (this.state.away !== undefined) this.#tell({ is: 'away' })
    else if (this.#mayBegin && this.draw() < 0.3) this.#follow('waiting')
  }

  #follow(where: keyof typeof WHIMS): void {
    const whim = this.#whims[where].next().value
    this.recorder.add('did', { who: this.name, what: `${whim} ${where}`, case: this.state.case ?? '' })
    if (whim === 'away') this.#tell({ is: 'away', away: 'back in a moment' })
    else if (whim === 'redial') this.#tab.session.carry({ do: 'reconnect' })
    else this.#reload()
  }

  /** A new page with what was kept, also when the chat goes on in another one; and a new address; the old page goes a little later, and hears what it hears. */
  #reload(): void {
    const { kept } = this
    if (!kept) return
    const old = this.#tab
    old.leftWith = kept.case
    const close = () => {
      this.#oldPages.delete(old)
      old.close()
    }
    this.#oldPages.set(old, setTimeout(close, between(this.draw, ...TIMES.oldPage)))
    this.#tab = this.#openTab(old)
    const fresh: State = { ...initial, look: this.doorway.look }
    this.#advance(fresh, { is: 'kept', kept, mine: true })
  }

  #openTab(before?: Tab): Tab {
    const tab: Tab = new Tab(
      (happening) => this.#hearFrom(tab, happening),
      () => this.#visit(),
    )
    if (before?.session.at) tab.session.at = before.session.at
    return tab
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

  #hearFrom(tab: Tab, happening: Happening): void {
    const id = tab.leftWith ?? this.state.case ?? ''
    if (happening.is === 'said') this.#heard(tab, id, [happening.said])
    if (happening.is === 'history') this.#heard(tab, id, happening.said)
    if (happening.is === 'other' && happening.here)
      this.recorder.add('saw', { who: this.name, case: id, nick: happening.name })
    if (tab === this.#tab) this.#tell(happening)
  }

  #tell(happening: Happening): void {
    this.#advance(this.state, happening)
  }

  #advance(from: State, happening: Happening): void {
    const before = this.state
    const { state, deeds } = step(from, happening)
    this.state = state
    this.#watch(before, state)
    for (const deed of deeds) this.#carry(deed)
  }

  #carry(deed: Deed): void {
    if (deed.do === 'keep') this.kept = deed.kept
    else if (deed.do === 'forget') this.kept = undefined
    else if (isWire(deed)) this.#tab.session.carry(deed)
  }

  #heard(tab: Tab, of: string, all: Extract<Happening, { is: 'history' }>['said']): void {
    for (const { name, id, stanzaId } of all) {
      const archiveId = stanzaId === undefined ? {} : { archiveId: stanzaId }
      const as = tab.address === undefined ? {} : { as: tab.address }
      this.recorder.add('heard', { who: this.name, case: of, by: name, id, ...archiveId, ...as })
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
