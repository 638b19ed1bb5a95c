/** Everything the screens need, wired together: the stores they read and the verbs they call. */
import { emptyDesk } from '../model/desk.ts'
import { type Pane, placeOf, type Section } from '../model/place.ts'
import type { Prefs } from '../model/prefs.ts'
import { Store } from '../model/store.ts'
import type { Desk, Line, Reply, RoomJid, SignInProblem } from '../model/types.ts'
import { forget, type Kept, keep, recall, type Where } from '../wire/keeper.ts'
import type { Link } from '../wire/link.ts'
import { WebSocketLink } from '../wire/link.ts'
import { revoke } from '../wire/revoke.ts'
import { passwordKey } from '../wire/scram.ts'
import type { Ask } from './ask.ts'
import { addressOf, type DeskConfig, loadConfig } from './config.ts'
import { nextFrame } from './frames.ts'
import { type Clock, Shell } from './shell.ts'
import { type Drafts, storedDrafts, storedPrefs, storedSlots } from './storage.ts'

export type Dialog =
  | { readonly is: 'end-chat'; readonly room: string }
  | { readonly is: 'sign-out' }
  | { readonly is: 'shortcuts' }
  | { readonly is: 'palette' }
  | { readonly is: 'messages' }
  | { readonly is: 'visitors' }
  | { readonly is: 'ask'; readonly ask: Ask }

/** What the message field of a chat is used for, if not for something new. */
export type Aim =
  | { readonly is: 'reply'; readonly reply: Reply }
  | { readonly is: 'correct'; readonly line: Extract<Line, { is: 'said' }> }
  | { readonly is: 'note' }

export class App {
  readonly desk = storedSlots(new Store<Desk>(emptyDesk, nextFrame))
  readonly prefs: Store<Prefs> = storedPrefs()
  readonly drafts: Store<Drafts> = storedDrafts()
  readonly aims = new Store<ReadonlyMap<RoomJid, Aim>>(new Map())
  readonly section = new Store<Section>('desk')
  readonly pane = new Store<Pane>('queue')
  readonly dialog = new Store<Dialog | undefined>(undefined)
  /** False until it is known whether this browser is signed in. */
  readonly ready = new Store(false)
  /** The message field that should have the cursor: that of a chat, or of the next one that opens. */
  readonly focusWanted = new Store<{ readonly room?: RoomJid } | undefined>(undefined)
  readonly config = new Store<DeskConfig>({ websocket: '', skew: 0 })
  readonly clock: Clock = {
    now: () => Date.now() + this.config.get().skew,
    later: (ms, callback) => {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  }
  #shell: Shell | undefined
  #where: Where = 'tab'
  /** What opens this account from here; a token ends with it, not only with this browser. */
  #secret: Kept | undefined

  get shell(): Shell | undefined {
    return this.#shell
  }

  /** Reads where we are, and goes on with a sign-in that was kept. */
  async start(): Promise<void> {
    const [config, known] = await Promise.all([loadConfig(), recall()])
    this.config.set(config)
    if (known?.kept.token || known?.kept.key) {
      this.#where = known.where
      this.#begin(known.kept, true)
    }
    this.ready.set(true)
  }

  async signIn(typed: string, password: string, stay: boolean): Promise<void> {
    const jid = addressOf(typed, this.config.get().domain)
    if (!jid) return this.#refuse('bad-address')
    if (!globalThis.crypto?.subtle) return this.#refuse('insecure-page')
    this.#where = stay ? 'browser' : 'tab'
    this.#begin({ jid, agent: crypto.randomUUID(), key: await passwordKey(password) }, false)
  }

  async signOut(): Promise<void> {
    const secret = this.#secret
    await forget()
    this.drafts.set(new Map())
    await this.#shell?.push.forget()
    await this.#shell?.signOut()
    if (secret?.token) await revoke(this.#addressed(secret))
  }

  /** The page goes away: the server should know at once, not after ten minutes. */
  leave = (): void => void this.#shell?.leave()

  aim(room: RoomJid, aim: Aim | undefined): void {
    const next = new Map(this.aims.get())
    if (aim) next.set(room, aim)
    else next.delete(room)
    this.aims.set(next)
  }

  /** The desk itself, with this pane in front. */
  show(pane: Pane): void {
    this.section.set('desk')
    this.pane.set(pane)
  }

  focusMessage(room?: RoomJid): void {
    this.focusWanted.set(room === undefined ? {} : { room })
  }

  /** For the screens under test: a desk on another connection. */
  attach(link: Link, component: string): Shell {
    this.#shell = new Shell({ link, store: this.desk, component, clock: this.clock, patient: false })
    return this.#shell
  }

  #begin(kept: Kept, patient: boolean): void {
    const { component } = this.config.get()
    const where = this.#where
    let now = kept
    this.#secret = now
    const onToken = (token: Kept['token']) => {
      // With a token in hand the key is not needed between two page loads.
      now = { ...now, token }
      this.#secret = now
      const { key: _, ...tokenOnly } = now
      void keep(token ? tokenOnly : now, where)
    }
    const address = this.#addressed(kept)
    const { domain } = address
    const link = new WebSocketLink({ ...address, onToken })
    link.onStatus((status) => {
      if (status.is === 'online' && !now.token) void keep(now, where)
    })
    this.#shell = new Shell({
      link,
      store: this.desk,
      component: component ?? `support.${domain}`,
      clock: this.clock,
      patient,
      onEnd: this.#ended,
    })
    this.#shell.start()
    const { section, case: key, facts } = placeOf(location.pathname)
    this.section.set(section)
    if (key !== undefined) this.pane.set(facts ? 'case' : 'talk')
    this.#shell.want(key)
  }

  #addressed(secret: Kept) {
    const domain = secret.jid.slice(secret.jid.indexOf('@') + 1)
    return { service: this.config.get().websocket, domain, jid: secret.jid, secret }
  }

  readonly #ended = (problem: SignInProblem | undefined): void => {
    this.#shell = undefined
    this.dialog.set(undefined)
    if (problem === 'expired' || problem === 'wrong-password') void forget()
  }

  #refuse(problem: SignInProblem): void {
    this.desk.set({ ...this.desk.get(), session: { is: 'signed-out', problem } })
  }
}
