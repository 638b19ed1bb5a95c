/** What the XMPP server had, put back in one step: what was there before goes when all of it is there. */
import { chmodSync, chownSync, copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../folder.mjs'
import { Trouble } from '../start/console.mjs'
import { filesIn } from './save.mjs'

/**
 * @param {import('../start/settings.mjs').StartSettings} settings
 * @param {string} folder
 * @param {boolean} replace
 */
export function putBackServer({ dataDir }, folder, replace) {
  const source = join(folder, 'prosody')
  if (!existsSync(join(folder, 'about.json'))) throw new Trouble(`${folder} is no backup`)
  /** @type {{ uid: number, gid: number }} */
  const owner = JSON.parse(readFileSync(join(folder, 'about.json'), 'utf8'))
  const target = join(dataDir, 'prosody')
  if (existsSync(target) && !replace)
    throw new Trouble(`${target} is there already; --replace puts the backup in its place`)
  const coming = `${target}.restored`
  rmSync(coming, { recursive: true, force: true })
  makeFolder(coming)
  give(coming, owner)
  for (const file of existsSync(source) ? filesIn(source) : []) {
    const to = join(coming, file.slice(source.length + 1))
    makeFolderFor(to, coming, owner)
    copyFileSync(file, to)
    chmodSync(to, 0o600)
    give(to, owner)
  }
  rmSync(target, { recursive: true, force: true })
  renameSync(coming, target)
  const secrets = join(folder, 'secrets.json')
  if (existsSync(secrets)) {
    copyFileSync(secrets, join(dataDir, 'secrets.json'))
    chmodSync(join(dataDir, 'secrets.json'), 0o600)
  }
}

/**
 * @param {string} file
 * @param {string} root
 * @param {{ uid: number, gid: number }} owner
 */
function makeFolderFor(file, root, owner) {
  const folder = dirname(file)
  if (existsSync(folder)) return
  if (folder !== root) makeFolderFor(folder, root, owner)
  makeFolder(folder)
  give(folder, owner)
}

/**
 * The server may run as somebody else.
 * @param {string} path
 * @param {{ uid: number, gid: number }} owner
 */
function give(path, { uid, gid }) {
  if (process.getuid?.() === 0) chownSync(path, uid, gid)
}
