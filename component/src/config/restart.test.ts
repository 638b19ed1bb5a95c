import { expect, test } from 'vitest'
import { env, good } from './read.kit.ts'
import { readConfig } from './read.ts'
import { needRestart } from './restart.ts'

test('B5: settings that need a restart are named when they change', () => {
  const was = readConfig(good, env)
  expect(needRestart(was, was)).toEqual([])
  expect(needRestart(was, { ...was, http: { ...was.http, url: 'https://other.example' } })).toEqual([])
  const is = { ...was, http: { ...was.http, port: 1 }, store: { sqlite: 'elsewhere.db' } }
  expect(needRestart(was, is)).toEqual(['store', 'http.port'])
})
