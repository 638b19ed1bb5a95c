/** What the same number of stanzas costs a bare component of xmpp.js that does nothing but send them back. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { cutter } from '../../support/light.ts'
import { cpuSeconds } from '../cpu.ts'

const ECHO = fileURLToPath(new URL('./echo.mjs', import.meta.url))
const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='support.localhost' id='1'>"

/** Seconds of CPU for sending back each of these, one after the other as they come. */
export async function echoed(stanzas: readonly string[]): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const child = spawn(process.execPath, [ECHO, String((server.address() as AddressInfo).port), 'secret'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [socket] = (await once(server, 'connection')) as [Socket]
    return await measure(child, socket, stanzas)
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    server.close()
  }
}

async function measure(child: ChildProcess, socket: Socket, stanzas: readonly string[]): Promise<number> {
  let back = 0
  let awaited = { count: 0, done: () => {} }
  const echo = (count: number) =>
    new Promise<void>((done) => {
      awaited = { count, done }
    })
  const cut = cutter(() => {
    back += 1
    if (back === awaited.count) awaited.done()
  })
  socket.setEncoding('utf8').setNoDelay(true)
  let greeted = false
  socket.on('data', (data) => {
    const text = String(data)
    if (text.includes('<stream:stream')) socket.write(HEADER)
    else if (text.includes('<handshake')) socket.write('<handshake/>')
    else if (greeted) cut(text)
  })
  if (child.stdout) await once(child.stdout, 'data')
  greeted = true
  const sendAll = async () => {
    for (const stanza of stanzas) {
      socket.write(asAnswer(stanza))
      await nextTurn()
    }
  }
  // Once until its code is compiled, as what it is compared with has worked before.
  const warm = echo(stanzas.length)
  await sendAll()
  await warm
  const before = cpuSeconds(child.pid ?? 0)
  const all = echo(2 * stanzas.length)
  await sendAll()
  await all
  return cpuSeconds(child.pid ?? 0) - before
}

/** A request would be answered by the library itself. */
const asAnswer = (stanza: string): string =>
  stanza.startsWith('<iq') ? stanza.replace(/ type=(["'])(set|get)\1/, " type='result'") : stanza
