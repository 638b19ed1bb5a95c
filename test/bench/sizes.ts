/** What browsers have to load: bytes as sent, brotli at its best. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Figure } from './table.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const brotli = (file: string): number =>
  brotliCompressSync(readFileSync(file), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  }).length

const distOf = (workspace: string): string => {
  const dist = join(root, workspace, 'dist')
  if (!existsSync(dist)) throw new Error(`${workspace} is not built: npm run build -w ${workspace}`)
  return dist
}

/** The scripts and styles with a hash in their names, as paths relative to the folder. */
const codeIn = (dist: string): string[] =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /-[\w-]{8}\.(js|css)$/.test(entry.name))
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))

/** How a file names another one that it loads: at once, or (a call) when it is needed. */
const atOnce = (name: string) =>
  new RegExp(`(?:src|href)="[^"]*${name}"|(?:from|import)\\s*["'\`][^"'\`]*${name}`)
const everAfter = (name: string) => new RegExp(name)
/**
 * Not needed until the first message: closed doors, ends, faults, what hangs on lines, files, calls, BOSH where there is no WebSocket, a challenge,
 * and other languages than English, of which a browser fetches one.
 */
const LATER = /^(later|farewell|files|call|element|bosh|proof|[a-z]{2})-/
const forAChat = (name: string) => (LATER.test(name) ? /$^/ : everAfter(name))

/** The files a page loads, with the bytes of each; names carry hashes, so a name that occurs is a reference. */
function loads(workspace: string, page: string, reference: (name: string) => RegExp): Map<string, number> {
  const dist = distOf(workspace)
  const code = codeIn(dist)
  const loaded = new Map<string, number>()
  const load = (path: string) => {
    if (loaded.has(path)) return
    loaded.set(path, brotli(join(dist, path)))
    const text = readFileSync(join(dist, path), 'utf8')
    for (const other of code) {
      if (reference(basename(other).replaceAll('.', '\\.')).test(text)) load(other)
    }
  }
  load(page)
  return loaded
}

const kilobytes = (sizes: Iterable<number>): number => [...sizes].reduce((sum, size) => sum + size, 0) / 1000

const loader = (): number => brotli(join(distOf('widget'), 'widget.js'))

/** The loader, the frame's page, its style, the view and the wire, which is fetched while the form is filled in. */
export const widgetKilobytes = (): number =>
  kilobytes([loader(), ...loads('widget', 'frame.html', forAChat).values()])

export function sizes(): Figure[] {
  const desk = loads('operator-web', 'index.html', atOnce).values()
  return [
    { what: 'widget: loader', value: kilobytes([loader()]), unit: 'kB', atMost: 3.3 },
    {
      what: 'widget: all until the first message',
      value: widgetKilobytes(),
      unit: 'kB',
      atMost: 38.7,
    },
    { what: 'operator desk: first load', value: kilobytes(desk), unit: 'kB', atMost: 250 },
  ]
}
