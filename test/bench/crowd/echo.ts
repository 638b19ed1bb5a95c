/** What the same number of stanzas costs a bare component of xmpp.js that does nothing but send them back. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { cutter } from '../../support/light.ts'
import { cpuSeconds } from '../cpu.ts'
import type { Passed } from './tap.ts'

const ECHO = fileURLToPath(new URL('./echo.mjs', import.meta.url))
const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='support.localhost' id='1'>"

/** Seconds of CPU for sending them all back. */
export interface Echo {
  /** As fast as it can. */
  readonly atOnce: number
  /** Each at the moment, from the first, at which it was sent. */
  readonly asTheyCame: number
}

export async function echoed(stanzas: readonly Passed[]): Promise<Echo> {
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

async function measure(child: ChildProcess, socket: Socket, stanzas: readonly Passed[]): Promise<Echo> {
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
  const atOnce = async () => {
    for (const { xml } of stanzas) {
      socket.write(asAnswer(xml))
      await nextTurn()
    }
  }
  const asTheyCame = async () => {
    const shift = performance.now() - (stanzas[0]?.at ?? 0)
    for (const { xml, at } of stanzas) {
      const early = at + shift - performance.now()
      if (early > 0) await pause(early)
      socket.write(asAnswer(xml))
    }
  }
  let all = 0
  const cost = async (send: () => Promise<void>) => {
    const before = cpuSeconds(child.pid ?? 0)
    all += stanzas.length
    const answered = echo(all)
    await send()
    await answered
    return cpuSeconds(child.pid ?? 0) - before
  }
  // Once until its code is compiled, as what it is compared with has worked before.
  await cost(atOnce)
  return { atOnce: await cost(atOnce), asTheyCame: await cost(asTheyCame) }
}

/** A request would be answered by the library itself. */
const asAnswer = (stanza: string): string =>
  stanza.startsWith('<iq') ? stanza.replace(/ type=(["'])(set|get)\1/, " type='result'") : stanza
