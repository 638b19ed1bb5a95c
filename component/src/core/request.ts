/**
 * What the rules must know of a new request, from what the visitor and the site have said: its priority, what it needs
 * of its operator, and who the visitor is. Pure. The shell asks it at `join` (and for a left message):
 *
 *     const { priority, needs, persons } = requestOf(workgroup.settings, given)
 *     const knows = await store.lastOperator(workgroup.jid, persons)
 */

import { languageTag } from '../config/schema-workgroup.ts'
import type { PriorityRule, SiteConfig, Source, WorkgroupConfig } from '../config/types.ts'
import type { Answer, Parameter } from '../store/types.ts'
import type { BareJid, Needs } from './types.ts'

export interface Given {
  readonly answers: readonly Answer[]
  readonly parameters: readonly Parameter[]
  /** Of the visitor's browser, BCP 47. */
  readonly language?: string | undefined
  readonly site?: Pick<SiteConfig, 'id' | 'customer'> | undefined
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

export function requestOf(
  settings: Pick<WorkgroupConfig, 'priorities' | 'needs' | 'form'>,
  given: Given,
): Request {
  const needs = needsOf(settings, given)
  return {
    priority: priorityOf(settings.priorities, given),
    ...(Object.keys(needs).length > 0 && { needs }),
    persons: personsOf(settings, given),
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
function needsOf({ needs }: Pick<WorkgroupConfig, 'needs'>, given: Given): Needs {
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
function personsOf(
  { form }: Pick<WorkgroupConfig, 'form'>,
  { answers, parameters, site, account }: Given,
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
  ]
}

/** Where an answer can be mailed to: the first address in the form. */
export function addressOf(
  { form }: Pick<WorkgroupConfig, 'form'>,
  answers: readonly Answer[],
): string | undefined {
  const asked = form.fields.filter(({ datatype }) => datatype === 'email').map(({ name }) => name)
  return answers.find(({ name, values }) => asked.includes(name) && values.length > 0)?.values[0]
}
