// urn:parlor:1 §4: devices that ring while the desk is closed.
import * as NS from '../../../component/protocol/namespaces.js'
import type { BareJid } from '../model/types.ts'
import { type Element, xml } from './xml.ts'

/** As the browser gives it: where it is reached, and with which keys. */
export interface DeviceKeys {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export const buildKeyQuestion = (to: BareJid): Element =>
  xml('iq', { type: 'get', to }, xml('push', { xmlns: NS.PARLOR }))

/** Nothing: no device is rung here. */
export const parseKey = (answer: Element): string | undefined =>
  answer.getChild('push', NS.PARLOR)?.attrs.key || undefined

export const buildDevice = (to: BareJid, device: DeviceKeys, quiet: boolean): Element =>
  xml(
    'iq',
    { type: 'set', to },
    xml('push', { xmlns: NS.PARLOR, ...device, ...(quiet && { quiet: 'true' }) }),
  )

export const buildNoDevice = (to: BareJid, endpoint: string): Element =>
  xml('iq', { type: 'set', to }, xml('push', { xmlns: NS.PARLOR, endpoint, stop: 'true' }))
