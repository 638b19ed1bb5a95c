/** The nginx snippet of `docker/`, in front of a stand-in for Parlor's web server. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import {
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { freePorts } from '../../prosody/launch.mjs'

const SNIPPET = resolve(import.meta.dirname, '../../docker/nginx.conf')
const OWN = 'https://chat.example.com'

let folder: string
let port: number
let parlor: Server
let nginx: ReturnType<typeof spawn>
let seen: IncomingHttpHeaders = {}
/** The answers to pages that are looked at, held open. */
const pages: ServerResponse[] = []

/** The snippet as it is, but for the ports, the certificate and the names of nginx's own files. */
function adapted(upstream: number): string {
  const site = readFileSync(SNIPPET, 'utf8')
    .replace(/^ *listen \[::\].*\n/gm, '')
    .replace('listen 80;', '')
    .replace('listen 443 ssl http2', `listen 127.0.0.1:${port} ssl http2`)
    .replace(/server \{\s*server_name chat.example.com;\s*return 301[^}]*\}/, '')
    .replace('127.0.0.1:8080', `127.0.0.1:${upstream}`)
    .replace(/\/etc\/letsencrypt\/live\/chat.example.com/g, folder)
  const own = ['pid nginx.pid;', 'daemon off;', 'error_log stderr;', 'events {}']
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  )
  return `${own.join('\n')}\nhttp { access_log off;\n${kept.join('\n')}\n${site}\n}`
}

/** Resolves with the status. */
function ask(path: string, headers: Record<string, string> = {}, body?: string): Promise<number> {
  return new Promise((done, fail) => {
    const method = body === undefined ? 'GET' : 'POST'
    const call = request(
      { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false },
      (answer) => {
        answer.resume()
        answer.once('end', () => done(answer.statusCode ?? 0))
      },
    )
    call.once('error', fail)
    call.end(body)
  })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-nginx-'))
  const [free = 0, upstream = 0] = await freePorts(2)
  port = free
  parlor = createServer((incoming, answer) => {
    seen = incoming.headers
    incoming.resume()
    if (incoming.url === '/api/presence')
      pages.push(answer.writeHead(200, { 'content-type': 'text/event-stream' }))
    else incoming.once('end', () => answer.end('here'))
  })
  const sockets = new WebSocketServer({ server: parlor, handleProtocols: () => 'xmpp' })
  sockets.on('connection', (socket, incoming) => {
    seen = incoming.headers
    socket.on('message', (data) => socket.send(String(data)))
  })
  parlor.listen(upstream, '127.0.0.1')
  await once(parlor, 'listening')
  const names = [
    '-keyout',
    join(folder, 'privkey.pem'),
    '-out',
    join(folder, 'fullchain.pem'),
    '-subj',
    '/CN=localhost',
  ]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...names], {
    stdio: 'ignore',
  })
  writeFileSync(join(folder, 'nginx.conf'), adapted(upstream))
  nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  nginx.stderr?.on('data', (data) => {
    complaint += data
  })
  await vi.waitFor(() => ask('/').catch(() => Promise.reject(new Error(complaint))), {
    timeout: 60_000,
    interval: 100,
  })
})

afterAll(async () => {
  if (nginx?.exitCode === null) {
    nginx.kill('SIGTERM')
    await once(nginx, 'close')
  }
  parlor?.closeAllConnections()
  parlor?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('B6: the nginx snippet passes pages on, and nobody chooses their own address', async () => {
  expect(await ask('/widget.js', { 'x-forwarded-for': '1.2.3.4' })).toBe(200)
  expect(seen['x-forwarded-for']).toBe('127.0.0.1')
  expect(seen['x-forwarded-proto']).toBe('https')
})

test('B6: it lets only the own pages open an XMPP connection', async () => {
  expect(await ask('/http-bind', { origin: OWN }, '<body/>')).toBe(200)
  expect(await ask('/http-bind', { origin: 'https://evil.example' }, '<body/>')).toBe(403)
  expect(await ask('/http-bind', {}, '<body/>')).toBe(403)
  expect(await ask('/xmpp-websocket', { origin: 'https://evil.example' })).toBe(403)
  const socket = new WebSocket(`wss://127.0.0.1:${port}/xmpp-websocket`, 'xmpp', {
    origin: OWN,
    headers: { 'x-forwarded-for': '1.2.3.4' },
    rejectUnauthorized: false,
  })
  await once(socket, 'open')
  expect(seen['x-forwarded-for']).toBe('127.0.0.1')
  expect(seen.host).toBe('127.0.0.1')
  socket.send('<open/>')
  expect(String((await once(socket, 'message'))[0])).toBe('<open/>')
  socket.close()
})

/** Resolves with the answer when its head is there. */
function look(): Promise<{ call: ClientRequest; answer: IncomingMessage }> {
  return new Promise((done, fail) => {
    const where = { host: '127.0.0.1', port, path: '/api/presence', method: 'POST' }
    const call = request({ ...where, rejectUnauthorized: false }, (answer) => done({ call, answer }))
    call.on('error', fail)
    call.end('{}')
  })
}

test('R7: it passes on what a page that is looked at is told, as it comes, and notices that the page is gone', async () => {
  const opening = look()
  await vi.waitFor(() => expect(pages).toHaveLength(1), { timeout: 60_000 })
  const [page] = pages
  if (!page) throw new Error('unreachable: there is one')
  page.write('data: here\n\n')
  const { call, answer } = await opening
  expect(String((await once(answer, 'data'))[0])).toBe('data: here\n\n')
  page.write('data: invited\n\n')
  expect(String((await once(answer, 'data'))[0])).toBe('data: invited\n\n')
  const gone = once(page, 'close')
  call.on('error', () => {})
  call.destroy()
  await gone
})

test('B6: it caps bodies, hides the metrics and slows down who asks too often', async () => {
  expect(await ask('/http-bind', { origin: OWN }, 'x'.repeat(200_000))).toBe(413)
  expect(await ask('/metrics')).toBe(403)
  const began = Date.now()
  const answers = await Promise.all(Array.from({ length: 15 }, () => ask('/api/visit', {}, '{}')))
  const refilled = Math.floor((Date.now() - began) / 12_000) // five a minute
  expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(11 + refilled)
  expect(answers).toContain(429)
})
