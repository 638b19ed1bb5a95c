/** Where requests are sent, and what decides it: workgroups that exist and no circles, fields that are asked. */
import { type Entries, items, record } from './loose.ts'
import { didYouMean, type Finding } from './mistakes.ts'
import { resolved } from './names.ts'
import type { Path } from './walk.ts'

/** The workgroups that visitors are sent to: each must exist, and nobody may come back to where they were. */
export function ways(workgroups: Entries, component: unknown): Finding[] {
  const names = new Map(workgroups.map(([name]) => [resolved(name, component), name]))
  const out = (workgroup: Record<string, unknown>): [impasse: string, to: string][] =>
    Object.entries(record(workgroup.otherwise)).flatMap(([impasse, answer]) => {
      const to = record(answer).workgroup
      return typeof to === 'string' ? [[impasse, to] as [string, string]] : []
    })
  const next = new Map(
    workgroups.map(([name, workgroup]) => [
      name,
      out(workgroup).flatMap(([, to]) => names.get(resolved(to, component)) ?? []),
    ]),
  )
  return workgroups.flatMap(([name, workgroup]) =>
    out(workgroup).flatMap(([impasse, to]): Finding[] => {
      const path = ['workgroups', name, 'otherwise', impasse]
      const known = names.get(resolved(to, component))
      if (known === undefined) {
        return [{ path, problem: `there is no workgroup "${to}"${didYouMean(to, [...next.keys()])}` }]
      }
      const circle = wayBack(next, known, name)
      return circle ? [{ path, problem: `sends people in a circle: ${[name, ...circle].join(', ')}` }] : []
    }),
  )
}

/** The shortest way from one to the other, both included. */
function wayBack(
  next: ReadonlyMap<string, readonly string[]>,
  from: string,
  to: string,
): string[] | undefined {
  const paths = [[from]]
  const seen = new Set([from])
  for (let path = paths.shift(); path; path = paths.shift()) {
    const here = path.at(-1) ?? ''
    if (here === to) return path
    for (const there of next.get(here) ?? []) {
      if (!seen.has(there)) paths.push([...path, there])
      seen.add(there)
    }
  }
  return undefined
}

/** Priorities and needs name one source each, and only fields that are asked for. */
export function sources(path: Path, workgroup: Record<string, unknown>): Finding[] {
  const fields = items(workgroup.form).flatMap((one) => {
    const { name } = record(one)
    return typeof name === 'string' ? [name] : []
  })
  const { skill, language } = record(workgroup.needs)
  return [
    ...items(workgroup.priorities).flatMap((rule, index) =>
      source([...path, 'priorities', index], rule, fields),
    ),
    ...(skill === undefined ? [] : source([...path, 'needs', 'skill'], skill, fields)),
    ...(language === undefined || isBrowserOnly(language)
      ? []
      : source([...path, 'needs', 'language'], language, fields)),
  ]
}

const isBrowserOnly = (value: unknown): boolean => {
  const { field, parameter } = record(value)
  return field === undefined && parameter === undefined
}

function source(path: Path, value: unknown, fields: readonly string[]): Finding[] {
  const { field, parameter } = record(value)
  if ((field === undefined) === (parameter === undefined)) {
    return [{ path, problem: 'expected either field or parameter' }]
  }
  if (typeof field !== 'string' || fields.includes(field)) return []
  return [
    { path: [...path, 'field'], problem: `the form has no field "${field}"${didYouMean(field, fields)}` },
  ]
}
