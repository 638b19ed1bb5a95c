import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigError, loadConfig, type Reloaded, watchConfig } from './load.ts'

const file = (name: string) => `
domain: localhost
xmpp: { component: support.localhost, secret: x, visitors: v.localhost, rooms: r.localhost }
http: { url: 'http://localhost:8080' }
operators: { anna: { name: ${name} } }
sites: {}
workgroups: {}
`
let folder = ''
let path = ''
let stop = () => {}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-config-'))
  path = join(folder, 'parlor.yaml')
  writeFileSync(path, file('Anna'))
})
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true })
})

/** Waits for one reload. */
function reload(): Promise<Reloaded> {
  return new Promise((resolve) => {
    stop = watchConfig(path, resolve, {})
  })
}

test('B2: a file that is not there is a named error', () => {
  expect(() => loadConfig(join(folder, 'none.yaml'), {})).toThrow(ConfigError)
  expect(() => loadConfig(folder, {})).toThrow(/the file cannot be read/)
})

test('B2: a changed file is read again', async () => {
  const reloaded = reload()
  writeFileSync(path, file('Annabel'))
  expect(await reloaded).toMatchObject({
    config: { operators: new Map([['anna@localhost', { name: 'Annabel' }]]) },
  })
})

test('B2: also when an editor puts a new file in its place', async () => {
  const reloaded = reload()
  writeFileSync(join(folder, 'new'), file('Annabel'))
  renameSync(join(folder, 'new'), path)
  expect(await reloaded).toHaveProperty('config')
})

test('B2: mistakes in it come as mistakes, not as a crash', async () => {
  const reloaded = reload()
  writeFileSync(path, 'domain: [')
  expect(await reloaded).toMatchObject({ error: { name: 'ConfigError' } })
})

test('B2: SIGHUP reads it again, changed or not', async () => {
  const reloaded = reload()
  process.kill(process.pid, 'SIGHUP')
  expect(await reloaded).toHaveProperty('config')
})
