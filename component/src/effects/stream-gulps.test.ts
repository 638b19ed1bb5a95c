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
