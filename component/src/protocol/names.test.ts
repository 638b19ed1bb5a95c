/** The lists in `component/protocol/` that component, widget and desk share. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as names from '../../protocol/names.js'
import * as namespaces from '../../protocol/namespaces.js'

const component = new URL('../../', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'parlor-names-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the shared lists', () => {
  it('have the types that are written beside them', () => {
    execFileSync('npm', ['run', 'names', '--silent', '--', '--outDir', folder], { cwd: component })
    for (const file of ['names.d.ts', 'namespaces.d.ts'])
      expect(readFileSync(join(component, 'protocol', file), 'utf8'), `npm run names -w component`).toBe(
        readFileSync(join(folder, file), 'utf8'),
      )
  })

  it('depend on nothing', () => {
    for (const file of ['names.js', 'namespaces.js'])
      expect(readFileSync(join(component, 'protocol', file), 'utf8')).not.toMatch(/^import |\bimport\(/m)
  })

  it.each(Object.entries(names).filter(([, list]) => Array.isArray(list)))(
    '%s names nothing twice',
    (_, list) => expect(new Set(list).size).toBe(list.length),
  )

  it('have a name of its own for each namespace', () => {
    const all = Object.values(namespaces)
    expect(new Set(all).size).toBe(all.length)
  })
})
