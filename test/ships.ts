/** What leaves this repository beside our own code: packages in the browsers of visitors and operators, and in the images. */
import { readFileSync } from 'node:fs'

const ROOT = new URL('..', import.meta.url).pathname

interface Entry {
  readonly link?: boolean
  readonly license?: string
  readonly os?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const read = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8')
const locked = (): Readonly<Record<string, Entry>> => JSON.parse(read('package-lock.json')).packages

/** Where Node finds `name` from a package: beside it, or further up. */
function found(packages: Readonly<Record<string, Entry>>, from: string, name: string): string | undefined {
  for (let at: string | undefined = from; at !== undefined; at = above(at)) {
    const path = `${at && `${at}/`}node_modules/${name}`
    if (path in packages) return path
  }
  return undefined
}

function above(path: string): string | undefined {
  if (path === '') return undefined
  const end = path.lastIndexOf('/node_modules/')
  return end < 0 ? '' : path.slice(0, end)
}

/** One for each system they were built for is one package: `@libsql/linux-x64-gnu`. */
const PLATFORM = /[/-](android|darwin|linux|win32)-[a-z0-9-]+$/

/** Those that point to a file, which has been read. */
const POINTS: Readonly<Record<string, string>> = { 'dejavu-fonts-ttf': 'Bitstream Vera' }

/** Old packages have a list. */
function licenceOf(path: string, name: string, { license }: Entry): string {
  if (license !== undefined) return POINTS[name] ?? license
  const { licenses = [] } = JSON.parse(read(`${path}/package.json`)) as { licenses?: { type: string }[] }
  return licenses.map(({ type }) => type).join(' OR ') || 'none'
}

/** Everything a part needs to run, with its licence; by name. */
export function packagesOf(part: string): ReadonlyMap<string, string> {
  const packages = locked()
  const seen = new Set<string>()
  const all = new Map<string, string>()
  const follow = (from: string, { dependencies, optionalDependencies }: Entry): void => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const path = found(packages, from, name)
      const entry = path === undefined ? undefined : packages[path]
      if (path === undefined || !entry || entry.link || seen.has(path)) continue
      seen.add(path)
      all.set(entry.os ? name.replace(PLATFORM, '-*') : name, licenceOf(path, name, entry))
      follow(path, entry)
    }
  }
  follow(part, packages[part] ?? {})
  return all
}

/** What a Dockerfile takes from Debian. */
export function debianIn(dockerfile: string): readonly string[] {
  const last =
    read(dockerfile)
      .split(/^FROM /m)
      .at(-1) ?? ''
  const [, names = ''] = /apt-get install -y --no-install-recommends ([^&]+?)\s*\\?\n? *&&/.exec(last) ?? []
  return names.trim().split(/\s+/)
}

/** A section of `docker/SHIPS.md`: `- MIT: ltx, ws`. */
export function named(section: string): ReadonlyMap<string, string> {
  const [, text = ''] = read('docker/SHIPS.md').split(`## ${section}\n`)
  const lines = (text.split('\n## ')[0] ?? '').replaceAll('\n  ', ' ').split('\n')
  const pairs = lines.flatMap((line) => {
    const [, licence = '', names = ''] = /^- ([^:]+): (.+)$/.exec(line) ?? []
    return names.split(', ').map((name) => [name, licence] as const)
  })
  return new Map(pairs.filter(([name]) => name !== ''))
}
