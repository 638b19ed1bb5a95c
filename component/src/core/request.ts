/**
 * What the rules must know of a new request, from what the visitor and the site have said: its priority, what it needs
 * of its operator, and who the visitor is. The shell asks it at `join` (and for a left message):
 *
 *     const { priority, needs, persons } = requestOf(workgroup.settings, given)
 *     const knows = await store.lastOperator(workgroup.jid, persons)
 */

import type { BareJid, Needs } from './types.ts'

/** A name and a value that the site or the visitor gave. `verified` when the site's server signed it. */
export interface Parameter {
  readonly name: string
  readonly value: string
  readonly verified: boolean
}

/** What can be seen of a visitor without asking (D4). */
export interface Background {
  /** By their address: `Aarhus, Central Jutland, Denmark`. */
  readonly place?: string
  /** And system: `Firefox 128 on Windows`. */
  readonly browser?: string
  /** What they searched for before they came. */
  readonly words?: string
  /** The pages of this visit, oldest first: `/`, `/cart`. */
  readonly path?: readonly string[]
  /** Which visit this is, where they have agreed that visits are counted. */
  readonly visits?: number
  /** Cases of theirs before this one. */
  readonly earlier?: number
}

/** One answered field of the details form (XEP-0004). */
export interface Answer {
  readonly name: string
  readonly label: string
  readonly values: readonly string[]
}

/** Where a value is found: exactly one of them is set. */
export interface Source {
  /** Of the details form. */
  readonly field?: string
  /** Given by the site. */
  readonly parameter?: string
}

export interface PriorityRule extends Source {
  /** Compared without regard to case. */
  readonly is: string
  readonly priority: number
  /** A parameter counts also when nobody has signed it. */
  readonly claimed: boolean
}

export interface NeedsConfig {
  readonly skill?: Source
  /** `browser`: where the source says nothing, or is not set. */
  readonly language?: Source & { readonly browser: boolean }
}

/** What a workgroup's configuration says about requests. */
export interface RequestSettings {
  readonly priorities: readonly PriorityRule[]
  readonly needs: NeedsConfig
  readonly form: {
    readonly fields: readonly { readonly name: string; readonly datatype?: string | undefined }[]
  }
}

export interface Given {
  readonly answers: readonly Answer[]
  readonly parameters: readonly Parameter[]
  /** Of the visitor's browser, BCP 47. */
  readonly language?: string | undefined
  /** `customer`: the parameter that says who the customer is. */
  readonly site?: { readonly id: string; readonly customer: string } | undefined
  /** The random name that their browser has for them on this site, where they have agreed to it. */
  readonly known?: string | undefined
  /** Of a visitor with an account; anonymous ones have another at each visit. */
  readonly account?: BareJid | undefined
}

export interface Request {
  readonly priority: number
  /** Absent when it needs nothing. */
  readonly needs?: Needs
  /** Keys of the person, the surest first: `jid:mia@localhost`, `customer:shop:56164`, `mail:mia@example.org`. */
  readonly persons: readonly string[]
}

export function requestOf(settings: RequestSettings, given: Given): Request {
  const needs = needsOf(settings, given)
  return {
    priority: priorityOf(settings.priorities, given),
    ...(Object.keys(needs).length > 0 && { needs }),
    persons: personsOf(settings, given),
  }
}

/** BCP 47, in its proper spelling. */
export function languageTag(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^[A-Za-z]{2,3}([-_]|$)/.test(value.trim())) return undefined
  try {
    return Intl.getCanonicalLocales(value.trim().replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

const plain = (text: string): string => text.trim().toLowerCase()

/** The highest that fits counts; a low one (below 0) only when no other does. */
function priorityOf(rules: readonly PriorityRule[], given: Given): number {
  const fitting = rules.filter((rule) =>
    valuesOf(rule, given, rule.claimed).map(plain).includes(plain(rule.is)),
  )
  return fitting.length === 0 ? 0 : Math.max(...fitting.map(({ priority }) => priority))
}

/** Whoever lies about these only meets the wrong person, so claims are believed. */
function needsOf({ needs }: Pick<RequestSettings, 'needs'>, given: Given): Needs {
  const skills = needs.skill ? valuesOf(needs.skill, given, true).flatMap((text) => text.split(',')) : []
  const wanted = [...new Set(skills.map(plain))].filter((skill) => skill !== '')
  const language = needs.language ? languageOf(needs.language, given) : undefined
  return { ...(wanted.length > 0 && { skills: wanted }), ...(language !== undefined && { language }) }
}

function languageOf(source: Source & { readonly browser: boolean }, given: Given): string | undefined {
  const said = valuesOf(source, given, true)
    .map(languageTag)
    .find((tag) => tag !== undefined)
  return said ?? (source.browser ? languageTag(given.language) : undefined)
}

function valuesOf({ field, parameter }: Source, given: Given, claimed: boolean): readonly string[] {
  if (field !== undefined) return given.answers.find(({ name }) => name === field)?.values ?? []
  return given.parameters
    .filter(({ name, verified }) => name === parameter && (verified || claimed))
    .map(({ value }) => value)
}

/** Only for a preference (who is asked first) and for finding earlier messages: never a proof of who somebody is. */
export function personsOf(
  { form }: Pick<RequestSettings, 'form'>,
  { answers, parameters, site, account, known }: Given,
): string[] {
  const mails = new Set(form.fields.filter(({ datatype }) => datatype === 'email').map(({ name }) => name))
  const customers = parameters.filter(
    ({ name, value, verified }) => verified && name === site?.customer && value !== '',
  )
  return [
    ...(account === undefined ? [] : [`jid:${account}`]),
    ...customers.map(({ value }) => `customer:${site?.id}:${value}`),
    ...answers
      .filter(({ name }) => mails.has(name))
      .flatMap(({ values }) => values.map((mail) => `mail:${plain(mail)}`)),
    ...(known && site ? [`browser:${site.id}:${known}`] : []),
  ]
}

/** Where an answer can be mailed to: the first address in the form. */
export function addressOf(
  { form }: Pick<RequestSettings, 'form'>,
  answers: readonly Answer[],
): string | undefined {
  const asked = form.fields.filter(({ datatype }) => datatype === 'email').map(({ name }) => name)
  return answers.find(({ name, values }) => asked.includes(name) && values.length > 0)?.values[0]
}
