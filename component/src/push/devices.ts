/** Which devices ring for whom while the desk is closed: in memory, and in the store. */
import type { BareJid } from '../core/types.ts'
import type { Device, Store } from '../store/types.ts'

/** Of one operator; the oldest makes room. */
const MOST = 10

type Keeps = Pick<Store, 'devices' | 'saveDevice' | 'removeDevice'>

export class Devices {
  readonly #all = new Map<string, Device>()

  constructor(private readonly store: Keeps) {}

  async load(): Promise<void> {
    for (const device of await this.store.devices()) this.#all.set(device.endpoint, device)
  }

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  get(endpoint: string): Device | undefined {
    return this.#all.get(endpoint)
  }

  of(operator: BareJid): Device[] {
    return [...this.#all.values()].filter((one) => one.operator === operator)
  }

  /** Who has some that may ring now. */
  operators(): Set<BareJid> {
    return new Set([...this.#all.values()].flatMap(({ operator, quiet }) => (quiet ? [] : [operator])))
  }

  async save(device: Device): Promise<void> {
    await this.store.saveDevice(device)
    this.#all.set(device.endpoint, device)
    const theirs = this.of(device.operator).sort((a, b) => a.at - b.at)
    for (const { endpoint } of theirs.slice(0, -MOST)) await this.remove(endpoint)
  }

  async remove(endpoint: string): Promise<void> {
    this.#all.delete(endpoint)
    await this.store.removeDevice(endpoint)
  }

  /** Who is no operator any more rings no more. */
  async keepOnly(isOperator: (jid: BareJid) => boolean): Promise<void> {
    for (const { endpoint, operator } of [...this.#all.values()])
      if (!isOperator(operator)) await this.remove(endpoint)
  }
}
