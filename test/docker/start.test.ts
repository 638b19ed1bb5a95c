import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { start, startEnv } from '../support/start.ts'
import { converse } from './conversation.ts'
import { sh, startEngine } from './engine.ts'
import { buildImages } from './images.ts'

const READY = /Parlor is ready/
const SOON = { timeout: 120_000, interval: 300 } // ms
const LONG = 900_000 // ms; the first time the base and the images are made

let stopEngine: () => Promise<void>
beforeAll(async () => {
  stopEngine = await startEngine()
  await buildImages()
}, LONG)
afterAll(() => stopEngine?.(), 120_000)

async function environment(more: Record<string, string>) {
  const env = { ...(await startEnv()), ...more }
  onTestFinished(() => rmSync(env.PARLOR_DATA, { recursive: true, force: true }))
  return env
}

function running(env: Record<string, string>) {
  const started = start(env)
  onTestFinished(async () => {
    started.process.kill('SIGTERM')
    await started.exited
  })
  return started
}

const containers = () => sh('docker', ['ps', '-aq', '--filter', 'ancestor=parlor-prosody'])

test('B1: npm start takes the Docker engine where there is one, and leaves no container behind', async () => {
  const env = await environment({ PARLOR_XMPP: 'auto', PARLOR_DEMO_PASSWORD: 'open sesame' })
  const started = running(env)
  await started.prints(READY)
  expect(started.output()).toContain('Prosody in Docker')
  const url = `http://localhost:${env.PARLOR_HTTP_PORT}`
  await converse({ url, domain: 'localhost', password: 'open sesame' })
  started.process.kill('SIGTERM')
  expect(await started.exited).toBe(0)
  await expect.poll(containers, SOON).toBe('')
})

test('B1: nor does one that is killed', async () => {
  const started = running(await environment({ PARLOR_XMPP: 'docker' }))
  await started.prints(READY)
  started.process.kill('SIGKILL')
  await expect.poll(containers, SOON).toBe('')
})

test('B1: without an engine auto takes the own Prosody, and docker says what is missing', async () => {
  const nowhere = { DOCKER_HOST: 'unix:///nowhere.sock' }
  const auto = running(await environment({ ...nowhere, PARLOR_XMPP: 'auto' }))
  await auto.prints(READY)
  expect(auto.output()).toMatch(/XMPP server\s+Prosody [\d.]+/)
  const docker = running(await environment({ ...nowhere, PARLOR_XMPP: 'docker' }))
  expect(await docker.exited).toBe(1)
  expect(docker.output()).toContain('PARLOR_XMPP=docker: no Docker engine answers')
})
