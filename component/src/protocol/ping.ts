/** XEP-0199: XMPP Ping (version 2.0.1) */
import type { Element } from 'ltx'
import { PING } from '../../protocol/namespaces.js'
import { child, el } from './xml.ts'

export const NS = PING

export const buildPing = (): Element => el('ping', { xmlns: NS })

export const parsePing = (iq: Element): true | undefined => child(iq, 'ping', NS) && true
