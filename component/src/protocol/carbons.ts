/** XEP-0280: Message Carbons (version 1.0.1), as far as we refuse them. */
import type { Element } from 'ltx'
import { CARBONS } from '../../protocol/namespaces.js'
import { el } from './xml.ts'

export const NS = CARBONS

/** For this client alone (§9). */
export const buildPrivate = (): Element => el('private', { xmlns: NS })
