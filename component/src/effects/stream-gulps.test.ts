import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readInGulps } from './stream-gulps.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const turn = () => new Promise((resolve) => setImmediate(resolve))
const turns = async () => {
  for (let count = 0; count < 3; count += 1) await turn()
}

function reading() {
  const socket = new PassThrough({ encoding: 'utf8' })
  const read: string[] = []
  readInGulps(socket)
  socket.on('data', (text: string) => void read.push(text))
  return { socket, read }
}

const much = '<message/>'.repeat(300)

test('what comes alone is read at once', async () => {
  const { socket, read } = reading()
  for (const text of ['<a/>', '<b/>', '<c/>']) {
    socket.write(text)
    await turns()
  }
  expect(read).toEqual(['<a/>', '<b/>', '<c/>'])
})

test('after much the socket rests, and what came meanwhile is read then, in order', async () => {
  const { socket, read } = reading()
  socket.write(much)
  await turns()
  socket.write('<a/>')
  socket.write('<b/>')
  await turns()
  expect(read).toEqual([much])
  await vi.advanceTimersByTimeAsync(29)
  expect(read).toEqual([much])
  await vi.advanceTimersByTimeAsync(1)
  await turns()
  expect(read.join('')).toBe(`${much}<a/><b/>`)
  socket.write('<c/>')
  await turns()
  expect(read.at(-1)).toBe('<c/>')
})

test('all that has come while it rested is read in one turn, however many pieces it came in', async () => {
  const { socket, read } = reading()
  socket.write(much)
  await turns()
  for (let piece = 0; piece < 10; piece += 1) {
    socket.write(much)
    await turns()
  }
  expect(read).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(30)
  await turns()
  expect(read.join('')).toBe(much.repeat(11))
})

test('the more has come lately, the longer it rests', async () => {
  const { socket, read } = reading()
  const part = '<message/>'.repeat(4_000)
  for (let come = 1; come <= 20; come += 1) {
    socket.write(part)
    await turns()
    expect(read).toHaveLength(come)
    if (come < 20) await vi.advanceTimersByTimeAsync(200)
  }
  socket.write('<a/>')
  await vi.advanceTimersByTimeAsync(40)
  await turns()
  expect(read).toHaveLength(20)
  await vi.advanceTimersByTimeAsync(160)
  await turns()
  expect(read.at(-1)).toBe('<a/>')
})

test('a socket that is closed while it rests stays closed', async () => {
  const { socket, read } = reading()
  socket.write(much)
  await turns()
  socket.write('<a/>')
  socket.destroy()
  await vi.advanceTimersByTimeAsync(200)
  await turns()
  expect(read).toHaveLength(1)
})

test('over a real connection nothing waits longer than one rest', async () => {
  vi.useRealTimers()
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [peer] = (await once(server, 'connection')) as [Socket]
  let rests = 0
  let length = 0
  client.setEncoding('utf8')
  readInGulps(client)
  client.on('data', (text: string) => {
    length += text.length
  })
  client.on('pause', () => {
    rests += 1
  })
  const whole = 'ж'.repeat(200_000)
  peer.write(much)
  await expect.poll(() => rests).toBe(1)
  for (let piece = 0; piece < 50; piece += 1) peer.write(much)
  peer.write(whole)
  await expect.poll(() => length).toBe(51 * much.length + whole.length)
  expect(rests).toBeLessThan(10)
  client.destroy()
  peer.destroy()
  server.close()
})
