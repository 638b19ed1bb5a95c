/** What the web server says to visitors, one file per language beside this one. */
import { ar } from './ar.ts'
import { da } from './da.ts'
import { de } from './de.ts'
import { en, type Words } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'

export type { Words }

export const languages: Readonly<Record<string, Words>> = { ar, da, de, en, es, fr }

/** A BCP 47 tag or a list of them as browsers send it (`de-AT,de;q=0.9,en;q=0.8`): the first that there are words for. */
export function languageOf(wanted: string, otherwise = 'en'): string {
  for (const tag of wanted.slice(0, 200).split(',')) {
    const [base = ''] = tag.trim().toLowerCase().split(/[-;_]/)
    if (Object.hasOwn(languages, base)) return base
  }
  return otherwise
}

export const wordsFor = (wanted: string): Words => languages[languageOf(wanted)] ?? en

export const isRightToLeft = (language: string): boolean => language === 'ar'
