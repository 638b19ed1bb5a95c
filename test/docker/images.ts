/** The images: their base, made here where no registry has it, and Parlor's own two. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sh } from './engine.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const BASE = 'debian:trixie-slim'
const SUITE = 'trixie'

/** Builds both. What is unchanged since the last time is taken from the engine's cache. */
export async function buildImages(): Promise<void> {
  await makeBase()
  for (const [name, file] of [
    ['parlor-prosody', 'prosody'],
    ['parlor', 'component'],
  ]) {
    // The network of this machine: a package registry may listen on the loopback address.
    await sh(
      'docker',
      ['build', '--network', 'host', '-t', `${name}`, '-f', `docker/${file}.Dockerfile`, ROOT],
      {
        env: { DOCKER_BUILDKIT: '0' },
      },
    )
  }
}

/** The official image where it can be had; else the same by debootstrap, with this machine's package sources. */
async function makeBase(): Promise<void> {
  if (await has(BASE)) return
  const pulled = await sh('docker', ['pull', '-q', BASE]).then(
    () => true,
    () => false,
  )
  if (pulled) return
  const folder = mkdtempSync(join(tmpdir(), 'parlor-base-'))
  try {
    await sh('debootstrap', ['--variant=minbase', SUITE, folder, mirror()])
    await ownSettings(folder)
    await sh('sh', [
      '-c',
      `tar -C ${folder} --exclude=./var/cache/apt/archives/*.deb -c . | docker import - ${BASE}`,
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const has = (image: string) =>
  sh('docker', ['image', 'inspect', image]).then(
    () => true,
    () => false,
  )

/** Where this machine gets Debian from. */
function mirror(): string {
  const modern = '/etc/apt/sources.list.d/debian.sources'
  const text = readFileSync(existsSync(modern) ? modern : '/etc/apt/sources.list', 'utf8')
  const found = /^URIs:\s*(\S+)/m.exec(text) ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(text)
  if (!found?.[1]) throw new Error('no package source in /etc/apt')
  return found[1]
}

/** What this machine's apt and npm need to reach their registries, for builds on this machine alone. */
async function ownSettings(folder: string): Promise<void> {
  for (const path of ['/etc/apt/apt.conf.d', '/usr/local/share/ca-certificates']) {
    if (existsSync(path)) cpSync(path, join(folder, path), { recursive: true })
  }
  const setting = async (name: string) => (await sh('npm', ['config', 'get', name])).trim()
  const npmrc = [`registry=${await setting('registry')}`]
  const authorities = await setting('cafile')
  if (authorities !== 'null' && authorities !== '') npmrc.push('cafile=/etc/ssl/certs/ca-certificates.crt')
  writeFileSync(join(folder, 'etc/npmrc'), `${npmrc.join('\n')}\n`)
}
