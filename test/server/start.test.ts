import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { rawClient } from '../support/raw.ts'
import { isAlive, type StartEnv, start, startEnv } from '../support/start.ts'

const READY = /Parlor is ready \(([\d.]+) s\)/

async function running(env: StartEnv, command?: string[]) {
  const started = start({ ...env }, command)
  onTestFinished(async () => {
    started.process.kill('SIGTERM')
    await started.exited
  })
  await started.prints(READY)
  return started
}

const health = (env: StartEnv) => fetch(`http://127.0.0.1:${env.PARLOR_HTTP_PORT}/healthz`)

const login = async (env: StartEnv, password: string) => {
  const peer = await rawClient(`ws://127.0.0.1:${env.PARLOR_XMPP_HTTP_PORT}/xmpp-websocket`, 'localhost', {
    name: 'anna',
    password,
  })
  await peer.close()
}

const password = (output: string) => /Password\s+(\S+)/.exec(output)?.[1] ?? ''

/** Eight seconds are meant for a machine that has Node up in a tenth of one; how much slower this one is just now. */
function slowness(): number {
  const began = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return Math.max(1, (performance.now() - began) / 100)
}

/** Resolves when the process has ended. */
async function gone(pid: number) {
  await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false)
}

const prosodyPid = (env: StartEnv) =>
  Number(readFileSync(join(env.PARLOR_DATA, 'prosody/prosody.pid'), 'utf8'))

test('B1: npm start brings everything up, prints it, and starts again on the same data in under 8 s', async () => {
  const env = await startEnv()
  const first = await running(env)
  for (const path of ['/', '/operator/', '/chat/support', '/widget.js', '/healthz', '/status/support.svg']) {
    const answer = await fetch(`http://127.0.0.1:${env.PARLOR_HTTP_PORT}${path}`)
    expect(`${path} ${answer.status}`).toBe(`${path} 200`)
  }
  expect(first.output()).toContain(`http://localhost:${env.PARLOR_HTTP_PORT}/operator/`)
  const secret = password(first.output())
  await login(env, secret)
  expect(statSync(join(env.PARLOR_DATA, 'secrets.json')).mode & 0o777).toBe(0o600)
  first.process.kill('SIGINT')
  expect(await first.exited).toBe(0)
  await expect(health(env)).rejects.toThrow()

  const before = slowness()
  const second = await running(env)
  expect(Number(READY.exec(second.output())?.[1])).toBeLessThan(8 * Math.max(before, slowness()))
  expect(password(second.output())).toBe(secret)
  await login(env, secret)
})

test('B1: nothing is left behind by kill -9, and the next start works', async () => {
  const env = await startEnv()
  const first = await running(env)
  const server = prosodyPid(env)
  first.process.kill('SIGKILL')
  await gone(server)
  await expect
    .poll(
      () =>
        health(env).then(
          () => 'up',
          () => 'down',
        ),
      { timeout: 60_000 },
    )
    .toBe('down')
  await running(env)
  expect((await health(env)).status).toBe(200)
})

test('B1: killing npm itself stops everything too', async () => {
  const env = await startEnv()
  const npm = await running(env, ['npm', 'start'])
  const server = prosodyPid(env)
  npm.process.kill('SIGKILL')
  await gone(server)
})

test('B1: npm that is told to stop waits until all has stopped: the next start on the same data may follow at once', async () => {
  const env = await startEnv()
  const npm = await running(env, ['npm', 'start'])
  const server = prosodyPid(env)
  npm.process.kill('SIGTERM')
  expect(await npm.exited).toBe(0)
  expect(isAlive(server)).toBe(false)
  await expect(health(env)).rejects.toThrow()
})

test('B1: a server that falls over is set up again', async () => {
  const env = await startEnv()
  const started = await running(env)
  process.kill(prosodyPid(env), 'SIGKILL')
  await started.prints(/XMPP server has ended \(SIGKILL\)/)
  await expect
    .poll(
      () =>
        login(env, password(started.output())).then(
          () => 'in',
          () => 'out',
        ),
      { timeout: 60_000 },
    )
    .toBe('in')
})

test('B1: a busy port is refused by its name and its variable, every one of them', async () => {
  const env = await startEnv()
  const busy = [env.PARLOR_HTTP_PORT, env.PARLOR_C2S_PORT].map((port) =>
    createServer().listen(Number(port), '127.0.0.1'),
  )
  onTestFinished(() => busy.forEach((server) => void server.close()))
  const started = start({ ...env })
  expect(await started.exited).toBe(1)
  expect(started.output()).toContain(`PARLOR_HTTP_PORT ${env.PARLOR_HTTP_PORT} is in use`)
  expect(started.output()).toContain(`PARLOR_C2S_PORT ${env.PARLOR_C2S_PORT} is in use`)
})

test('B1: a second start on data in use is refused and the first goes on', async () => {
  const env = await startEnv()
  await running(env)
  const other = start({ ...(await startEnv()), PARLOR_DATA: env.PARLOR_DATA })
  expect(await other.exited).toBe(1)
  expect(other.output()).toMatch(/PARLOR_DATA .* is in use by another start/)
  expect((await health(env)).status).toBe(200)
})

test('B1: a data directory that cannot be written is named', async () => {
  const env = await startEnv()
  const file = join(env.PARLOR_DATA, 'taken')
  writeFileSync(file, '')
  const started = start({ ...env, PARLOR_DATA: join(file, 'data') })
  expect(await started.exited).toBe(1)
  expect(started.output()).toMatch(/PARLOR_DATA: .*taken/)
  expect(started.output()).not.toContain('at ')
})

test('B1: wrong variables are all named at once', async () => {
  const started = start({
    ...(await startEnv()),
    PARLOR_XMPP: 'external',
    PARLOR_C2S_PORT: '70000',
    PARLOR_DOMAIN: 'a b',
  })
  expect(await started.exited).toBe(1)
  for (const name of ['PARLOR_COMPONENT_SECRET', 'PARLOR_C2S_PORT "70000"', 'PARLOR_DOMAIN "a b"']) {
    expect(started.output()).toContain(name)
  }
})

test('B1, B3: npm start on ejabberd: everything up, nothing left behind by kill -9, and the accounts are there again', async () => {
  const env = { ...(await startEnv()), PARLOR_XMPP: 'ejabberd' }
  const first = await running(env)
  expect(first.output()).toMatch(/XMPP server\s+ejabberd \d+\.\d+/)
  const answer = await fetch(`http://127.0.0.1:${env.PARLOR_HTTP_PORT}/status/support.svg`)
  expect(answer.status).toBe(200)
  const secret = password(first.output())
  await login(env, secret)
  const server = Number(readFileSync(join(env.PARLOR_DATA, 'ejabberd/ejabberd.pid'), 'utf8'))
  expect(readFileSync(join(env.PARLOR_DATA, 'log/ejabberd.log'), 'utf8')).not.toContain(secret)
  first.process.kill('SIGKILL')
  await gone(server)

  const second = await running(env)
  expect(password(second.output())).toBe(secret)
  await login(env, secret)
})
