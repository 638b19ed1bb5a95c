/** What the files below a folder import from each other, read from their text: for the tests that hold the layers. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export interface Import {
  /** Paths from the folder: `core/queue.ts`. */
  readonly from: string
  readonly to: string
  /** Only types: nothing of it is there at run time. */
  readonly isType: boolean
  /** Fetched when it is needed, not before. */
  readonly isLazy: boolean
}

const STATEMENT =
  /^(?:import|export)\s+(type\s)?([^'"]*?)\sfrom\s'([^']+)'|^import\s'([^']+)'|\bimport\('([^']+)'\)/gms

/** `folder`: absolute, without tests and what only tests use. Packages are left out. */
export function importsBelow(folder: string): Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|kit|d)\.tsx?$/.test(name),
  )
  return files.flatMap((from) =>
    [...readFileSync(join(folder, from), 'utf8').matchAll(STATEMENT)].flatMap(
      ([, type, names = '', of, bare, lazy]) => {
        const path = of ?? bare ?? lazy ?? ''
        if (!path.startsWith('.')) return []
        const to = relative(folder, join(folder, dirname(from), path.replace(/\?.*$/, '')))
        return [{ from, to, isType: type !== undefined || isAllTypes(names), isLazy: lazy !== undefined }]
      },
    ),
  )
}

const isAllTypes = (names: string): boolean => {
  const inside = /^\{(.*)\}$/s.exec(names.trim())?.[1]?.split(',')
  return inside?.every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false
}

/** Groups of files that import each other in a loop, each sorted; the groups, too. */
export function circlesIn(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
  const reach = (start: string): Set<string> => {
    const seen = new Set<string>()
    const todo = [...(next.get(start) ?? [])]
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
      if (seen.has(one)) continue
      seen.add(one)
      todo.push(...(next.get(one) ?? []))
    }
    return seen
  }
  const reached = new Map([...next.keys()].map((file) => [file, reach(file)]))
  const inLoop = [...next.keys()].filter((file) => reached.get(file)?.has(file))
  const groups = inLoop.map((file) =>
    inLoop.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)).sort(),
  )
  return [...new Map(groups.map((group) => [group.join(' '), group])).values()].sort()
}
