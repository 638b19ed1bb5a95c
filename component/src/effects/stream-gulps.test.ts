import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readInGulps } from './stream-gulps.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(() => void vi.useRealTimers())

const turn = () => new Promise((resolve) => setImmediate(resolve))

function reading() {
  const socket = new PassThrough({ encoding: 'utf8' })
  const read: string[] = []
  readInGulps(socket)
  socket.on('data', (text: string) => void read.push(text))
  return { socket, read }
}

test('what comes alone is read at once', async () => {
  const { socket, read } = reading()
  for (const text of ['<a/>', '<b/>', '<c/>']) {
    socket.write(text)
    await turn()
  }
  expect(read).toEqual(['<a/>', '<b/>', '<c/>'])
})

test('after much the socket rests, and what came meanwhile is read then, in order', async () => {
  const { socket, read } = reading()
  const much = '<message/>'.repeat(300)
  socket.write(much)
  await turn()
  socket.write('<a/>')
  socket.write('<b/>')
  await turn()
  expect(read).toEqual([much])
  await vi.advanceTimersByTimeAsync(29)
  expect(read).toEqual([much])
  await vi.advanceTimersByTimeAsync(1)
  await turn()
  expect(read.join('')).toBe(`${much}<a/><b/>`)
  socket.write('<c/>')
  await turn()
  expect(read.at(-1)).toBe('<c/>')
})

test('the more has come lately, the longer it rests', async () => {
  const { socket, read } = reading()
  const part = '<message/>'.repeat(4_000)
  for (let come = 1; come <= 20; come += 1) {
    socket.write(part)
    await turn()
    expect(read).toHaveLength(come)
    if (come < 20) {
      await vi.advanceTimersByTimeAsync(200)
      await turn()
    }
  }
  socket.write('<a/>')
  await vi.advanceTimersByTimeAsync(199)
  await turn()
  expect(read).toHaveLength(20)
  await vi.advanceTimersByTimeAsync(1)
  await turn()
  expect(read.at(-1)).toBe('<a/>')
})

test('what is waiting already does not wait longer', async () => {
  const { socket, read } = reading()
  const whole = 'x'.repeat(64 * 1024)
  socket.write(whole)
  await turn()
  socket.write('<a/>')
  await turn()
  expect(read.join('')).toBe(`${whole}<a/>`)
})

test('a socket that is closed while it rests stays closed', async () => {
  const { socket, read } = reading()
  socket.write('<message/>'.repeat(300))
  await turn()
  socket.write('<a/>')
  socket.destroy()
  await vi.advanceTimersByTimeAsync(100)
  await turn()
  expect(read).toHaveLength(1)
})
