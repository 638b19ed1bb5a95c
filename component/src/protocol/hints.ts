/** XEP-0334: Message Processing Hints (version 1.0.0), the one we give. */
import type { Element } from 'ltx'
import { HINTS } from '../../protocol/namespaces.js'
import { el } from './xml.ts'

export const NS = HINTS

/** In nobody's archive. */
export const buildNoStore = (): Element => el('no-store', { xmlns: NS })
