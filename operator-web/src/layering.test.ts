/** The folders say what may know what; here it is kept. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SRC = new URL('.', import.meta.url).pathname
/** What is shared with component and widget, and who may take it from there. */
const SHARED = [
  // Words of the wire: lists without dependencies.
  { path: '../../component/protocol/', by: ['model', 'wire', 'components'] },
  // Calls: the same on both sides.
  { path: '../../widget/src/shared/call/', by: ['wire', 'desk', 'actions'] },
].map(({ path, by }) => ({ path: new URL(path, import.meta.url).pathname, by }))

/** Folder by folder: which of our folders, and which packages, it may import. */
const MAY: Record<string, { folders: readonly string[]; packages: readonly string[] }> = {
  words: { folders: ['words'], packages: [] },
  model: { folders: ['model', 'words'], packages: [] },
  wire: { folders: ['wire', 'model'], packages: ['@xmpp/client'] },
  desk: { folders: ['desk', 'model', 'wire', 'words'], packages: [] },
  actions: { folders: ['actions', 'desk', 'model', 'words'], packages: [] },
  alarm: { folders: ['alarm', 'desk', 'model', 'words'], packages: [] },
  hooks: { folders: ['hooks', 'actions', 'alarm', 'desk', 'model', 'words'], packages: ['react'] },
  components: {
    folders: ['components', 'hooks', 'model', 'words'],
    packages: ['react', 'react-dom', 'react-aria-components'],
  },
  scenes: {
    folders: ['scenes', 'components', 'hooks', 'actions', 'alarm', 'desk', 'model', 'words'],
    packages: ['react', 'react-aria-components', 'virtua'],
  },
}

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*?from '([^']+)'/gms)].map(
    ([, from]) => from ?? '',
  )

test.each(Object.entries(MAY))('%s imports only what it may', (folder, { folders, packages }) => {
  const files = readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(tsx?|js)$/.test(name) && !/\.test\./.test(name),
  )
  const strays = files.flatMap((name) =>
    importsOf(join(SRC, folder, name))
      .filter((from) => {
        // Text to show is no code.
        if (from.endsWith('?raw')) return false
        if (!from.startsWith('.')) return !packages.includes(from)
        const path = new URL(from, `file://${SRC}${folder}/${name}`).pathname
        const shared = SHARED.find((one) => path.startsWith(one.path))
        if (shared) return !shared.by.includes(folder)
        const target = path.slice(SRC.length)
        return !folders.includes(target.split('/')[0] ?? '')
      })
      .map((from) => `${name}: ${from}`),
  )
  expect(files.length).toBeGreaterThan(0)
  expect(strays).toEqual([])
})

test('the rules of the wire that the model shares are types alone', () => {
  for (const name of readdirSync(join(SRC, 'wire')).filter((file) => file.endsWith('.ts'))) {
    const runtime = /^import (?!type)[^'"]*from '\.\.\/model\//m.exec(
      readFileSync(join(SRC, 'wire', name), 'utf8'),
    )
    expect(runtime?.[0], name).toBeUndefined()
  }
})
