/** Texts of one language: places are filled, plurals and lists are its own. No text is ever parsed as markup. */
export type Values = Readonly<Record<string, string | number>>
/** CLDR plural categories; `other` is always there. */
export type Plural = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>
/** From the English text; an amount stands under the English of several. */
export type Spoken = Readonly<Record<string, string | Plural>>

export const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => `${values[name] ?? place}`)

/** What an English text says: a bar and what follows are for translators. */
const plain = (text: string): string => text.replace(/\|.*$/, '')

export function wording(language: string, spoken: Spoken = {}) {
  const rules = new Intl.PluralRules(language)
  const number = new Intl.NumberFormat(language)
  const list = new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type: 'conjunction' })
  return {
    text(text: string, values?: Values): string {
      const own = spoken[text]
      return fill(typeof own === 'string' ? own : plain(text), values)
    },
    many(n: number, one: string, other: string, values?: Values): string {
      const own = spoken[other]
      const forms: Plural = typeof own === 'object' ? own : { one: plain(one), other: plain(other) }
      const rule = typeof own === 'object' ? rules.select(n) : n === 1 ? 'one' : 'other'
      return fill(forms[rule] ?? forms.other, { n: number.format(n), ...values })
    },
    listed: (names: readonly string[]): string => list.format(names),
  }
}
