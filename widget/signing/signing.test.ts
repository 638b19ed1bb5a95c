/** What site owners copy signs as Parlor checks: run in every language that is installed here. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { signParameters } from '../../component/src/protocol/ticket.ts'

const KEY = 'shop-key-0123456789'
const samples: readonly Record<string, string>[] = [
  { customer: '56164' },
  { order: '1842', customer: '56164', Zone: 'B', a: '' },
  {
    name: 'Søren "Ø" Ångström \\ </b> & 你好 🙂',
    line: 'one\ntwo\tthree',
    slash: 'https://shop.example/a?b=c',
  },
]
const languages = { node: 'sign.mjs', php: 'sign.php', python3: 'sign.py', ruby: 'sign.rb' }
const isInstalled = (program: string) => spawnSync(program, ['--version']).status === 0

for (const [program, file] of Object.entries(languages).filter(([program]) => isInstalled(program)))
  test(`V6: the example for ${program} signs as it is checked`, () => {
    const path = fileURLToPath(new URL(file, import.meta.url))
    for (const params of samples) {
      const { stdout, stderr } = spawnSync(program, [path, KEY, JSON.stringify(params)], { encoding: 'utf8' })
      expect(stdout.trim(), stderr).toBe(signParameters(params, KEY))
    }
  })
