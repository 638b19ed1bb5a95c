/** Questions and answers as people write them, and as other systems export them. */
import { cleanLine, cleanText } from '../../protocol/clean.ts'

export interface Asked {
  readonly id?: string | undefined
  readonly language?: string | undefined
  readonly question: string
  readonly answer: string
}

export const LONGEST_QUESTION = 300
export const LONGEST_ANSWER = 4000
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const ID = /^[\w.:-]{1,64}$/

export const asLanguage = (words: string | undefined): string | undefined =>
  words !== undefined && LANGUAGE.test(words.trim()) ? words.trim() : undefined

/** `[de] Wo ist mein Paket? Unter Meine Bestellungen.`: the question ends at its mark, or with its line. */
export function readAsked(words: string): Partial<Asked> {
  const [, tongue, rest = ''] = /^\s*(?:\[([\w-]+)\])?\s*(.*)$/s.exec(words) ?? []
  const [, question = rest, answer = ''] = /^([^\n]*?[?？؟;])(?:\s+|$)(.*)$/s.exec(rest) ??
    /^([^\n]+)\n(.*)$/s.exec(rest) ?? ['', rest]
  return {
    ...(tongue !== undefined && { language: tongue }),
    question: cleanLine(question),
    answer: cleanText(answer),
  }
}

type Json = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null
const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Ours (`faq.json`), a plain list, or schema.org's `FAQPage`. */
function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value))
    return value.flatMap((one) => (isRecord(one) && one.mainEntity ? listIn(one) : [one]))
  if (!isRecord(value)) return []
  return [value.entries ?? value.mainEntity ?? value['@graph'] ?? []].flat()
}

function askedIn(value: unknown): Asked[] {
  if (!isRecord(value)) return []
  const accepted = isRecord(value.acceptedAnswer) ? value.acceptedAnswer : {}
  const question = cleanLine(words(value.question) || words(value.name))
  const answer = cleanText(words(value.answer) || plain(words(accepted.text)))
  if (question === '' || answer === '') return []
  if (question.length > LONGEST_QUESTION || answer.length > LONGEST_ANSWER) return []
  const id = words(value.id) || words(value['@id'])
  const language = asLanguage(words(value.language) || words(value.inLanguage))
  return [{ ...(ID.test(id) && { id }), ...(language && { language }), question, answer }]
}

/** schema.org's answers are HTML; what we show is text. */
const plain = (html: string): string =>
  html
    .replace(/<\s*(br|\/p|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .trim()

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
}

/** The questions in a text of JSON, and how many in it could not be read; `undefined`: it is none. */
export function readImport(json: string): { readonly asked: Asked[]; readonly unread: number } | undefined {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return undefined
  }
  const all = listIn(value)
  const asked = all.flatMap(askedIn)
  return { asked, unread: all.length - asked.length }
}
