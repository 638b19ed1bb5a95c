/** What an element weighs on the wire, and a case made light enough for the stanza it travels in. */
import type { Element } from 'ltx'
import { shorten } from './clean.ts'
import { buildMetadata, type MetadataItem } from './fastpath.ts'
import { buildCase, type CaseForOperator } from './parlor-case.ts'

/**
 * Bytes, escaped, at most. What rings may come back whole from a client that refuses it, over a stream that carries 64 KiB
 * (`c2s_stanza_size_limit`), and an offer has the values twice. The component's own stanzas may have 512 KiB.
 */
export const MOST = { listed: 256 * 1024, offered: 24 * 1024, opened: 160 * 1024 } as const

/** Bytes, escaped; counted without writing it. */
export function weightOf({ name, attrs, children }: Element): number {
  let bytes = 2 * name.length + '<></>'.length
  for (const key in attrs) {
    const value: unknown = attrs[key]
    if (value !== undefined && value !== null) bytes += key.length + ' =""'.length + escaped(String(value))
  }
  for (const child of children) bytes += typeof child === 'object' ? weightOf(child) : escaped(String(child))
  return bytes
}

/** What takes more than one byte of the first 128 characters. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const ASCII = Uint8Array.from(
  { length: 128 },
  (_, code) => (ENTITIES[String.fromCharCode(code)] ?? '.').length,
)
const isSurrogate = (code: number) => (code & 0xf800) === 0xd800

function escaped(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code < 128) bytes += ASCII[code] ?? 1
    else bytes += code < 0x800 || isSurrogate(code) ? 2 : 3
  }
  return bytes
}

/** Characters that are left of each value, tried one after the other. */
const LENGTHS = [1_000, 500, 200, 100, 50, 25]
const SHORTEST = 25

/** The same case, or as much of it as weighs no more; then it says that it was `cut`. */
export function lighterCase(whole: CaseForOperator, most: number): CaseForOperator {
  const fits = (it: CaseForOperator) => least(it) <= most && weightOf(buildCase(it)) <= most
  if (fits(whole)) return whole
  for (const length of LENGTHS) {
    const shorter = shorterCase(whole, length)
    if (fits(shorter)) return shorter
  }
  return firstOf(shorterCase(whole, SHORTEST), fits)
}

/** The same items, or the first of them, shortened. */
export function lighterMetadata(items: readonly MetadataItem[], most: number): readonly MetadataItem[] {
  const weight = (some: readonly MetadataItem[]) => {
    const built = buildMetadata(some)
    return built ? weightOf(built) : 0
  }
  if (weight(items) <= most) return items
  const shorter = (length: number) =>
    items.map(({ name, value }) => ({ name, value: shortened(value, length) }))
  const fits = LENGTHS.map(shorter).find((some) => weight(some) <= most)
  if (fits) return fits
  const shortest = shorter(SHORTEST)
  return shortest.slice(
    0,
    mostThatFit(shortest.length, (count) => weight(shortest.slice(0, count)) <= most),
  )
}

/** `shorten` looks at all of it, and these may be many and long. */
const shortened = (words: string, length: number): string =>
  words.length <= length ? words : shorten(words.slice(0, 2 * length + 2), length)

/** What it weighs at least, without writing it: most that is too heavy is much too heavy. */
function least({ answers, parameters, notes = [] }: CaseForOperator): number {
  let characters = 0
  for (const { values } of answers) for (const value of values) characters += value.length
  for (const { name, value } of parameters) characters += PARAMETER + name.length + value.length
  for (const { text } of notes) characters += text.length
  return characters
}

/** `<parameter name="" verified="false"></parameter>` */
const PARAMETER = 47

/** An address that was cut would lead somewhere else, so it goes as a whole. */
function shorterCase(whole: CaseForOperator, length: number): CaseForOperator {
  const cut = (words: string) => shortened(words, length)
  const address = (words: string | undefined) =>
    words !== undefined && words.length > 2 * length ? undefined : words
  return {
    ...whole,
    cut: true,
    name: shortened(whole.name, Math.max(length, 40)),
    status: whole.status && cut(whole.status),
    answers: whole.answers.map((answer) => ({ ...answer, values: answer.values.map(cut) })),
    page: whole.page && {
      ...whole.page,
      url: address(whole.page.url),
      referrer: address(whole.page.referrer),
      title: whole.page.title && cut(whole.page.title),
    },
    parameters: whole.parameters.map((parameter) => ({ ...parameter, value: cut(parameter.value) })),
    tags: whole.tags?.map(cut),
    notes: whole.notes?.map((note) => ({ ...note, text: cut(note.text) })),
  }
}

/** The last to go are the newest notes and what the visitor has answered. */
function firstOf(whole: CaseForOperator, fits: (it: CaseForOperator) => boolean): CaseForOperator {
  const { parameters, answers, notes = [], tags, ...rest } = whole
  const bare: CaseForOperator = { ...rest, answers, parameters: [], tags: tags?.slice(0, 10) }
  const and = (kept: Partial<CaseForOperator>) => ({ ...bare, ...kept })
  const answered = mostThatFit(answers.length, (count) => fits(and({ answers: answers.slice(0, count) })))
  const one = and({ answers: answers.slice(0, answered) })
  const noted = mostThatFit(notes.length, (count) => fits({ ...one, notes: lastOf(notes, count) }))
  const two = noted > 0 ? { ...one, notes: lastOf(notes, noted) } : one
  const named = mostThatFit(parameters.length, (count) =>
    fits({ ...two, parameters: parameters.slice(0, count) }),
  )
  return { ...two, parameters: parameters.slice(0, named) }
}

const lastOf = <T>(list: readonly T[], count: number): readonly T[] => list.slice(list.length - count)

/** The largest count that still fits, where fewer weigh less. */
function mostThatFit(all: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, all]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}
