/** What `npm start` is made of, without starting it: falls, logs, what a build depends on. */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fingerprint } from '../../prosody/start/build.mjs'
import { keepWriting } from '../../prosody/start/log.mjs'
import { supervise } from '../../prosody/start/supervise.mjs'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'parlor-parts-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('B1: whoever falls more than five times within a minute is left alone, and nothing else is stopped', async () => {
  let starts = 0
  const stops: unknown[] = []
  const running = { add: (stop: () => Promise<void>) => void stops.push(stop), isEnding: () => false }
  const start = async () => {
    starts += 1
    if (starts === 3) throw new Error('not well')
    return { exited: Promise.resolve(1), stop: async () => {} }
  }
  await supervise('The test', start, running, 1)
  await expect.poll(() => starts).toBe(6)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(starts).toBe(6)
  expect(stops).toHaveLength(1)
})

test('B1: a log on a full disk is left out, said once, and written again when there is room', async () => {
  const file = join(folder(), 'component.log')
  const said: string[] = []
  let isFull = true
  const log = keepWriting(
    file,
    () => createWriteStream(isFull ? '/dev/full' : file),
    (text) => said.push(text),
    0,
  )
  log.write('lost\n')
  await expect.poll(() => said.length).toBe(1)
  log.write('lost too\n')
  isFull = false
  await expect
    .poll(() => {
      log.write('kept\n')
      return said.length
    })
    .toBe(2)
  expect(said[0]).toContain('going on without it')
  expect(readFileSync(file, 'utf8')).toContain('kept')
})

test('B1: an edited configuration builds nothing anew, an edited source does', () => {
  const path = folder()
  writeFileSync(join(path, 'main.ts'), 'one')
  writeFileSync(join(path, 'parlor.demo.yaml'), 'one')
  const before = fingerprint([path])
  writeFileSync(join(path, 'parlor.demo.yaml'), 'two')
  expect(fingerprint([path])).toBe(before)
  writeFileSync(join(path, 'main.ts'), 'two')
  expect(fingerprint([path])).not.toBe(before)
})
