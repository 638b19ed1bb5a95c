/** XEP-0054: vcard-temp (version 1.2) and XEP-0292: vCard4 (version 0.11): what a roster shows of a workgroup. */
import type { Element } from 'ltx'
import { VCARD_4, VCARD_TEMP } from '../../protocol/namespaces.js'
import { el } from './xml.ts'

export interface Card {
  readonly name: string
  readonly description?: string | undefined
}

export const buildVcardTemp = ({ name, description }: Card): Element =>
  el(
    'vCard',
    { xmlns: VCARD_TEMP },
    el('FN', {}, name),
    el('NICKNAME', {}, name),
    description && el('DESC', {}, description),
  )

export const buildVcard4 = ({ name, description }: Card): Element =>
  el(
    'vcard',
    { xmlns: VCARD_4 },
    el('fn', {}, el('text', {}, name)),
    el('nickname', {}, el('text', {}, name)),
    description && el('note', {}, el('text', {}, description)),
  )
