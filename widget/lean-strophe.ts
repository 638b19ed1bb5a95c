import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Strophe.js from its own sources, without what an anonymous visitor never uses: passwords (SCRAM and the rest),
 * XEP-0198 (it cannot resume an anonymous session) and the shared worker. It saves 6 kB brotli of
 * the widget's 37. The names left out are still there, as empty classes nobody makes anything of. BOSH is a file of its own,
 * fetched where there is no WebSocket: `Strophe.fetchBosh` must have been waited for.
 */
const UNUSED = [
  'sasl-external',
  'sasl-oauthbearer',
  'sasl-xoauth2',
  'sasl-plain',
  'worker-websocket',
  'stream-management',
]
const unused = new RegExp(`/(${UNUSED.join('|')}|sasl-sha\\d+)$`)

const EMPTY = `class Unused {}
export { Unused as default, Unused as SessionStorageBackend, Unused as StreamManagementMirror }
export const isCountableStanza = () => false
export const toStanzaView = () => undefined`

/** Functions of its tools that it mentions and an anonymous visitor never reaches: foreign markup, cookies, a copy for old browsers. */
const UNREACHED = ['createHtml', 'addCookies', 'copyElement']

function lean(code: string): string {
  let left = code
  for (const name of UNREACHED) {
    const whole = new RegExp(`export function ${name}\\([\\s\\S]*?\\n}\\n`)
    if (!whole.test(left)) throw new Error(`strophe.js has no function ${name} any more`)
    left = left.replace(whole, `export const ${name} = (): any => undefined\n`)
  }
  return left
}

/** What it would say to a console where nothing but the fatal is said (`dial.ts`). */
const SAID = /^ *log\.(debug|info|warn|error)\(.*\);$/gm

const source = join(dirname(createRequire(import.meta.url).resolve('strophe.js/package.json')), 'src')
const ENTRY = `import Connection from '${source}/connection.ts'
import SASLAnonymous from '${source}/sasl-anon.ts'
import { Status } from '${source}/constants.ts'
import log from '${source}/log.ts'
export { $iq, $msg, $pres, default as Builder } from '${source}/builder.ts'
import { fetchBosh } from '\0strophe-bosh'
export const Strophe = { Connection, SASLAnonymous, Status, fetchBosh, setLogLevel: (level) => log.setLogLevel(level) }`

/** The binding lives: `connection.ts` makes the class that is there by then. */
const LATE_BOSH = `let Bosh = class {}
export { Bosh as default }
export const fetchBosh = async () => {
  Bosh = (await import('${source}/transports/bosh.ts')).default
}`
const VIRTUAL = {
  '\0strophe': ENTRY,
  '\0strophe-unused': EMPTY,
  '\0strophe-bosh': LATE_BOSH,
} as Record<string, string>

export const leanStrophe = (): Plugin => ({
  name: 'lean-strophe',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === 'strophe.js') return '\0strophe'
    if (id in VIRTUAL) return id
    if (importer?.startsWith(source) && id.endsWith('/transports/bosh')) return '\0strophe-bosh'
    return importer?.startsWith(source) && unused.test(id) ? '\0strophe-unused' : undefined
  },
  load(id) {
    return VIRTUAL[id]
  },
  transform(code, id) {
    if (!id.startsWith(source)) return undefined
    return (id === join(source, 'utils.ts') ? lean(code) : code).replace(SAID, ';')
  },
})
