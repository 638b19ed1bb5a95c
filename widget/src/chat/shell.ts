/** Where the rules meet the world: happenings go into the model, its deeds are carried out, the screen is told. */
import { Drafts } from './keep/drafts.ts'
import { Over } from './keep/over.ts'
import { Store } from './keep/store.ts'
import { Tabs } from './keep/tabs.ts'
import { initial, step } from './model/step.ts'
import type { Deed, Happening, Look, State } from './model/types.ts'
import type { Page } from './page.ts'
import { fetchLater, fetchLines, lines } from './view/fetch-later.ts'
import { fetchLook, HttpFault, requestVisit, type Visit, type VisitRequest } from './wire/http.ts'
import type { More, Session, Side, WireDeed } from './wire/session.ts'

export interface Place {
  readonly site: string
  /** The workgroup's local part. */
  readonly workgroup: string
}

/** Deeds that are not the wire's. */
type OwnDeeds = { [K in Exclude<Deed['do'], WireDeed['do']>]: (deed: Extract<Deed, { do: K }>) => void }

/** While nobody is there, ms. */
const LOOK_AGAIN = 10_000

export class Shell {
  state: State = initial
  /** What was kept has been looked at. */
  started = false
  #session: Promise<Session> | undefined
  #ready: Session | undefined
  /** Who is asked: as the page says, or where the visitor was sent from there. */
  #workgroup: string
  /** An operator's, until it has been used. */
  #invitation = ''
  readonly #store: Store
  readonly #over: Over
  readonly #tabs: Tabs
  readonly drafts: Drafts
  readonly #watchers = new Set<() => void>()

  constructor(
    readonly place: Place,
    readonly page: Page,
  ) {
    this.#workgroup = place.workgroup
    this.drafts = new Drafts(`parlor:${place.workgroup}:draft`, page)
    this.state = { ...initial, values: this.drafts.values }
    this.drafts.changed = () => this.#tellWatchers()
    this.#store = new Store(`parlor:${place.workgroup}`, page)
    this.#over = new Over(`parlor:${place.workgroup}:over`)
    this.#tabs = new Tabs(`parlor:${place.workgroup}`, () => this.tell({ is: 'superseded' }))
  }

  subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  tell = (happening: Happening): void => {
    if (happening.is === 'joined') this.#invitation = ''
    this.#keepDraft(happening)
    const { state, deeds } = step(this.state, happening)
    if (state.bye !== this.state.bye) this.#over.keep(state)
    this.state = state
    for (const deed of deeds) this.#carry(deed)
    this.#tellWatchers()
  }

  #tellWatchers(): void {
    for (const watcher of this.#watchers) watcher()
  }

  /** What was typed into a form is kept until the server has it. */
  #keepDraft(happening: Happening): void {
    if (happening.is === 'letter')
      this.drafts.values = happening.letter?.is === 'sent' ? {} : happening.values
    if (happening.is === 'joined') this.drafts.values = {}
  }

  /** What was kept is taken up again; the look is fetched beside it. */
  async start(): Promise<void> {
    this.#store.watch((running) => this.tell({ is: 'elsewhere-chat', running }))
    const wake = () => document.visibilityState === 'visible' && this.#ready?.wake()
    addEventListener('online', wake)
    addEventListener('offline', wake)
    document.addEventListener('visibilitychange', wake)
    addEventListener('pagehide', ({ persisted }) => persisted && this.#sleep())
    addEventListener('pageshow', ({ persisted }) => persisted && void this.#return())
    setInterval(() => this.state.phase === 'nobody' && this.state.seen && this.#look(), LOOK_AGAIN)
    const stored = this.#store.load() ?? (await this.#store.ask())
    // A page that opens behind the visitor's back does not take the chat away from the one they look at.
    if (stored) await this.#resume(document.visibilityState === 'hidden')
    else this.state = { ...this.state, ...this.#over.load() }
    this.started = true
    // What the loader has been told, until it is told anew: the form is there a journey earlier.
    const { look } = this.page.wishes
    if (look && !this.state.look) this.tell({ is: 'look', look: look as Look })
    this.#look()
  }

  /** The site's customer has logged out: nothing of them stays here. */
  reset(): void {
    if (this.state.token) this.tell({ is: 'leave' })
    this.#store.forget()
    this.#over.keep(initial)
    this.drafts.values = {}
    this.drafts.text = ''
    this.state = { ...initial, seen: this.state.seen }
    this.#look()
  }

  /** The browser puts the page by, to show it again as it was: nothing may be under way meanwhile. */
  #sleep(): void {
    this.#ready?.carry({ do: 'hang-up', depart: false })
    this.#tabs.release()
  }

  /** It shows the page again: the chat is taken up as it is now, for the visitor is here and nowhere else. */
  async #return(): Promise<void> {
    if (this.#store.load() ?? (await this.#store.ask())) this.tell({ is: 'here' })
    else if (this.state.token || this.state.phase === 'elsewhere') this.tell({ is: 'restart' })
  }

  /** The visitor does not want to wait for the next try. */
  tryNow(): void {
    this.#ready?.wake()
  }

  /** In a click: from now on there may be sound, and the wire will be needed. */
  act(): void {
    lines()?.allowSound()
    void this.#wire()
  }

  /** An operator has asked the visitor in, and they come (R7): there is no form. */
  follow(invitation: string): void {
    if (!invitation || this.state.token) return
    this.#invitation = invitation
    this.tell({ is: 'follow' })
  }

  /** Fetched while the form is filled in, so that nobody waits for it later. It connects nothing. */
  prepare(): void {
    void import('./wire/index.ts')
      .then(() => fetchLater(document.documentElement.lang))
      .then(() => fetchLines(document.documentElement.lang))
      .then(
        () => this.#tellWatchers(),
        () => undefined,
      )
  }

  writing(state: 'composing' | 'paused' | 'active'): void {
    this.#ready?.writing(state)
  }

  /** What goes with the message of this id, with or without a line. */
  about(id: string, ...more: More): void {
    this.#ready?.more.set(id, more)
  }

  /** While there is a line. */
  get side(): Side | undefined {
    return this.#ready?.side
  }

  #wire(): Promise<Session> {
    this.#session ??= import('./wire/index.ts').then(({ Session, dial }) => {
      this.#ready = new Session({ tell: this.tell, visit: () => this.#visit(), dial })
      return this.#ready
    })
    return this.#session
  }

  /** What is told about the visitor, beside the form. */
  request(): VisitRequest {
    const { page, title, referrer, language, params, signature, signed, visitor } = this.page.facts()
    return {
      site: this.state.look?.site.id ?? this.place.site,
      workgroup: this.#workgroup,
      page,
      title,
      referrer,
      language: language || navigator.language,
      ...(Object.keys(params).length > 0 ? { params } : {}),
      ...(signature ? { signature } : {}),
      ...(signature && signed ? { signed } : {}),
      ...(visitor ? { visitor } : {}),
    }
  }

  async #visit(): Promise<Visit> {
    const invitation = this.#invitation
    await this.page.factsNow()
    try {
      return await requestVisit({ ...this.request(), ...(invitation && { invitation }) })
    } catch (error) {
      // It is over: they may ask like everybody else.
      this.#invitation = ''
      if (invitation) this.tell({ is: 'restart' })
      throw error
    }
  }

  #look(): void {
    const workgroup = this.#workgroup
    fetchLook(this.place.site, workgroup, document.documentElement.lang).then(
      (look) => workgroup === this.#workgroup && this.tell({ is: 'look', look }),
      (error) => this.tell({ is: 'look-failed', fault: error instanceof HttpFault ? error.fault : 'server' }),
    )
  }

  async #resume(politely: boolean): Promise<void> {
    const mine = await this.#tabs.claim(politely)
    const stored = this.#store.load()
    if (!stored) {
      this.tell({ is: 'restart' })
      return
    }
    const desk = await this.#wire()
    desk.at = stored.at
    for (const [id, more] of stored.more ?? []) desk.more.set(id, more)
    if (!this.#isAsked(stored.at.workgroup)) {
      this.#workgroup = stored.at.workgroup
      this.#look()
    }
    this.tell({ is: 'kept', kept: stored.kept, mine })
  }

  /** The page names a workgroup by its local part, the server by its JID. */
  #isAsked(jid: string): boolean {
    return [jid, jid.split('@')[0]].includes(this.#workgroup)
  }

  readonly #deeds: OwnDeeds = {
    look: () => this.#look(),
    move: ({ workgroup }) => {
      this.#workgroup = workgroup
    },
    claim: () => void this.#tabs.claim(),
    'take-over': () => void this.#resume(false),
    keep: ({ kept }) => {
      const { at, more = [] } = this.#ready ?? {}
      const waits = ([id]: readonly [id: string, unknown]) => kept.pending.some((one) => one.id === id)
      if (at) this.#store.save({ v: 1, kept, at, more: [...more].filter(waits) })
    },
    forget: () => {
      this.#store.forget()
      this.#tabs.release()
    },
    sound: ({ sound }) => lines()?.play(sound),
  }

  #carry(deed: Deed): void {
    if (deed.do in this.#deeds) (this.#deeds[deed.do as keyof OwnDeeds] as (deed: Deed) => void)(deed)
    else this.#wireDeed(deed as WireDeed)
  }

  /** In order, also while the wire's code is still on its way. */
  #wireDeed(deed: WireDeed): void {
    if (this.#ready) this.#ready.carry(deed)
    else if (deed.do !== 'hang-up') void this.#wire().then((desk) => desk.carry(deed))
  }
}
