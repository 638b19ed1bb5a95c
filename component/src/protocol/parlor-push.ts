/** urn:parlor:1 §4: a device of an operator that is to ring while the desk is closed (D8). */
import type { Element } from 'ltx'
import { NS } from './parlor-case.ts'
import { BadRequest } from './stanza-error.ts'
import { flag, needed } from './values.ts'
import { attr, child, el } from './xml.ts'

/** As the browser gives them (Push API): address, public key, secret. */
export interface DeviceWish {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly quiet: boolean
}

export type PushWish = DeviceWish | { readonly endpoint: string; readonly stop: true }

/** With what browsers subscribe; nothing where no device is rung. */
export const buildPushKey = (key: string | undefined): Element => el('push', { xmlns: NS, key })

/** As many bytes, base64url. */
const bytes = (value: string, length: number): boolean =>
  /^[A-Za-z0-9_-]+={0,2}$/.test(value) && Buffer.from(value, 'base64url').length === length

function keyOf(wish: Element, name: string, length: number): string {
  const value = needed(wish, name)
  if (!bytes(value, length)) throw new BadRequest(`${name} must be ${length} bytes as base64url.`)
  return value
}

/** In a set. */
export function parsePushWish(iq: Element): PushWish | undefined {
  const wish = child(iq, 'push', NS)
  if (!wish) return undefined
  const endpoint = needed(wish, 'endpoint')
  if (flag(attr(wish, 'stop'), 'stop')) return { endpoint, stop: true }
  return {
    endpoint,
    p256dh: keyOf(wish, 'p256dh', 65),
    auth: keyOf(wish, 'auth', 16),
    quiet: flag(attr(wish, 'quiet'), 'quiet') ?? false,
  }
}
