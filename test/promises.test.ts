/** The ids of `PROMISES.md`, against what code, tests and papers cite. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROOT = new URL('..', import.meta.url).pathname
const SELF = 'test/promises.test.ts'
const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' })
/** Of the working tree: what is not committed yet counts as well. */
const files = git('ls-files', '--cached', '--others', '--exclude-standard')
  .split('\n')
  .filter((name) => /\.(tsx?|mjs|md|lua|yaml|py|sh)$/.test(name) && existsSync(`${ROOT}/${name}`))
const read = (name: string): string => readFileSync(`${ROOT}/${name}`, 'utf8')

const promises = [...read('test/PROMISES.md').matchAll(/^- \*\*([A-Z]\d+)\*\* \S/gm)].map(([, id = '']) => id)

const ID = /(?<![\w/#.=\-+'"`<])([VQRCDAMBPT]\d{1,2})(?![\w'`=.-])/g
const isProse = (name: string, line: string): boolean =>
  name.endsWith('.md') || /^\s*(\*|\/\/|--|#)|\/\*\*|\s\/\/ /.test(line)
const TITLE = /\b(?:test|it|describe)(?:\.\w+)*\(?[^'"`]*(['"`])((?:(?!\1).)*)/g
/** A title may stand on the line after `test.each(...)(`. */
const LEADING = /(?:^|[(\s,])['"`]((?:[VQRCDAMBPT]\d{1,2}(?:, | and )?)+):/gm

const titled = new Set(
  files
    .filter((name) => /\.(test|kit)\.tsx?$/.test(name) && name !== SELF)
    .flatMap((name) => [...read(name).matchAll(LEADING)].flatMap(([, ids = '']) => ids.split(/, | and /))),
)

/** No title begins with these yet. The list only shrinks: when a test proves one, it is taken out here. */
const UNPROVED: readonly string[] = []

test('each promise stands once in PROMISES.md', () => {
  expect(promises.length).toBeGreaterThan(100)
  expect(new Set(promises).size).toBe(promises.length)
})

test('every id that is cited anywhere is a promise', () => {
  const strays = files
    .filter((name) => name !== SELF)
    .flatMap((name) =>
      read(name)
        .split('\n')
        .flatMap((line, at) => {
          const titles = [...line.matchAll(TITLE)].map(([, , title = '']) => title)
          const prose = [...titles, ...(isProse(name, line) ? [line] : [])].join(' ')
          return [...prose.matchAll(ID)]
            .filter(([, id = '']) => !promises.includes(id))
            .map(([, id]) => `${name}:${at + 1} ${id}`)
        }),
    )
  expect(strays).toEqual([])
})

test('the promises without a test are known, and those that have one are not among them', () => {
  expect(promises.filter((id) => !titled.has(id))).toEqual(UNPROVED)
})

test('nothing refers to papers that are not here', () => {
  const elsewhere = /\b(PRODUCT|DESIGN|SERVER-FACTS)\b/
  const strays = files.filter((name) => name !== SELF && elsewhere.test(read(name)))
  expect(strays).toEqual([])
})

test('every file that a paper links to is there', () => {
  const strays = files
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      [...read(name).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, path = '']) => new URL(path, `file://${ROOT}${name}`).pathname)
        .filter((path) => !existsSync(path))
        .map((path) => `${name}: ${path}`),
    )
  expect(strays).toEqual([])
})
