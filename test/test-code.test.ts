/** Test code has names that say so, and none of it is shipped. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROOT = new URL('..', import.meta.url).pathname
const PARTS = ['component', 'widget', 'operator-web']
const read = (name: string): string => readFileSync(`${ROOT}/${name}`, 'utf8')
const isTestCode = (name: string): boolean => /\.(test|kit)\.tsx?$/.test(name)
const sources = PARTS.flatMap((part) =>
  readdirSync(`${ROOT}/${part}/src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${part}/src/${name}`),
)

test('what only tests use ends in .test.ts or .kit.ts', () => {
  const forTests = /from '(vitest|fast-check)'|(?:from |import\()'[^']*\.(?:test|kit)\.tsx?'/
  expect(sources.filter((name) => !isTestCode(name) && forTests.test(read(name)))).toEqual([])
})

test('nothing that is built and shipped has test code in it', () => {
  const compiled = execFileSync('npx', ['tsc', '-p', 'component', '--listFilesOnly'], {
    cwd: ROOT,
    encoding: 'utf8',
  }).split('\n')
  const own = compiled.filter((name) => name.includes('/component/src/'))
  expect(own.length).toBeGreaterThan(200)
  expect(own.filter(isTestCode)).toEqual([])
})

test('the image gets what was built, and nothing else of ours', () => {
  const copied = [...read('docker/component.Dockerfile').matchAll(/^COPY --from=build (\S+)/gm)].map(
    ([, path]) => path,
  )
  expect(copied).toEqual([
    '/parlor/package.json',
    '/parlor/node_modules',
    '/parlor/component/package.json',
    '/parlor/component/node_modules',
    '/parlor/component/protocol/*.js',
    '/parlor/component/dist',
    '/parlor/widget/dist',
    '/parlor/operator-web/dist',
  ])
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['**/dist', 'test/*']))
})
