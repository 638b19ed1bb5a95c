/**
 * This device rings while the desk is closed (D8): its browser is asked for an address at a push service, and the component is
 * told. Whoever signs out takes it back; who does not want to be disturbed is not rung.
 */
import { Store } from '../model/store.ts'
import type { BareJid, Own } from '../model/types.ts'
import { buildDevice, buildKeyQuestion, buildNoDevice, type DeviceKeys, parseKey } from '../wire/push.ts'
import type { Browser } from './browser-push.ts'
import type { Hands, Part } from './hands.ts'

/** `impossible`: this browser, or this installation, rings no closed desk. `refused`: the person has told the browser so. */
export type PushState = 'unknown' | 'impossible' | 'off' | 'on' | 'refused' | 'failed'

const isQuiet = ({ show }: Own): boolean => show === 'dnd' || show === 'xa'

export class Push implements Part {
  readonly state = new Store<PushState>('unknown')
  #workgroup: BareJid | undefined
  #key: string | undefined
  #device: DeviceKeys | undefined
  #toldQuiet = false

  constructor(
    private readonly hands: Hands,
    private readonly browser: Browser,
  ) {}

  onFact: Part['onFact'] = (fact) => {
    if (fact.is === 'online' && !fact.resumed) this.#workgroup = undefined
    if (fact.is === 'commands-found' && this.#workgroup === undefined) {
      this.#workgroup = fact.workgroup
      void this.#find(fact.workgroup)
    }
    if ((fact.is === 'own-changed' || fact.is === 'own-told') && this.#device && this.#isNews())
      void this.#tell()
  }

  /** At a click: browsers ask the person then, and only then. */
  async turnOn(): Promise<void> {
    if (this.#key === undefined) return
    const device = await this.browser.subscribe(this.#key, this.hands.link.jid)
    if (typeof device === 'string') return this.state.set(device)
    this.#device = device
    this.state.set((await this.#tell()) ? 'on' : 'failed')
  }

  async turnOff(): Promise<void> {
    const device = this.#device
    this.#device = undefined
    if (this.state.get() !== 'unknown') this.state.set('off')
    await this.browser.unsubscribe()
    if (device && this.#workgroup)
      await this.hands.link.ask(buildNoDevice(this.#workgroup, device.endpoint)).catch(() => {})
  }

  /** At the sign-out, while there is a connection: nothing rings for somebody who has gone. */
  async forget(): Promise<void> {
    if (this.#device) await this.turnOff()
  }

  async #find(workgroup: BareJid): Promise<void> {
    const answer = await this.hands.link.ask(buildKeyQuestion(workgroup)).catch(() => undefined)
    this.#key = answer && parseKey(answer)
    const found =
      this.#key === undefined ? 'impossible' : await this.browser.known(this.#key, this.hands.link.jid)
    if (typeof found === 'string') return this.state.set(found)
    // Said again at each sign-in: the component may have lost it, and a browser may have been given another one.
    this.#device = found
    this.state.set((await this.#tell()) ? 'on' : 'failed')
  }

  #isNews = (): boolean => isQuiet(this.hands.desk().own) !== this.#toldQuiet

  async #tell(): Promise<boolean> {
    if (!this.#device || !this.#workgroup) return false
    this.#toldQuiet = isQuiet(this.hands.desk().own)
    return this.hands.link.ask(buildDevice(this.#workgroup, this.#device, this.#toldQuiet)).then(
      () => true,
      () => false,
    )
  }
}
