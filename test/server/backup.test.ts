/** The drill: an installation is saved while people talk, put back elsewhere, and everything that was promised is there. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { el, NS, Operator, Visitor } from '../support/people/index.ts'
import { ROOT, type StartEnv, type Started, start, startEnv } from '../support/start.ts'

const run = promisify(execFile)
const running: Started[] = []
const folders: string[] = []

afterAll(async () => {
  for (const one of running) {
    one.process.kill('SIGTERM')
    await one.exited
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function up(env: StartEnv & Record<string, string>): Promise<Started> {
  const one = start(env)
  running.push(one)
  folders.push(env.PARLOR_DATA)
  await one.prints(/Parlor is ready/)
  return one
}

const script = (name: 'backup' | 'restore', env: StartEnv, ...words: string[]) =>
  run('node', [join(ROOT, 'prosody/backup.mjs'), name, ...words], { env: { ...process.env, ...env } })

const PASSWORD = 'a-drill-of-a-password'
const SUPPORT = 'support@support.localhost'

const anna = async (env: StartEnv): Promise<Operator> => {
  const websocket = `ws://127.0.0.1:${env.PARLOR_XMPP_HTTP_PORT}/xmpp-websocket`
  const operator = await Operator.signIn({
    websocket,
    domain: 'localhost',
    username: 'anna',
    password: PASSWORD,
  })
  await operator.onDuty(SUPPORT)
  return operator
}

/** A visitor whom Anna has accepted, and both of them in their room. */
async function talk(env: StartEnv, operator: Operator, name: string) {
  const visitor = await Visitor.arrive(`http://localhost:${env.PARLOR_HTTP_PORT}`)
  const { id } = await visitor.join({ name })
  const since = operator.connection.stanzas.mark()
  await operator.accept(await operator.offer(id))
  const [here, there] = await Promise.all([visitor.enterWhenInvited(), operator.enterWhenInvited({ since })])
  return { visitor, here, there, id }
}

const found = async (operator: Operator, text: string) =>
  (await operator.command(SUPPORT, 'search', { text })).rows.map(({ name }) => name)

/** What others may do with it. */
const open = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => (statSync(join(folder, name)).mode & 0o077) !== 0,
  )

test('B5: saved while people talk and put back elsewhere: nothing that was shown as sent is missing or there twice', async () => {
  const first = { ...(await startEnv()), PARLOR_DEMO_PASSWORD: PASSWORD }
  const original = await up(first)
  const before = await anna(first)
  const mia = await talk(first, before, 'Mia')
  await mia.here.say('Where is my zebra parcel?')
  await mia.visitor.depart()
  await expect.poll(() => found(before, 'zebra'), { timeout: 60_000 }).toEqual(['Mia'])

  const omar = await talk(first, before, 'Omar')
  const sent: string[] = []
  let talking = true
  const load = (async () => {
    for (let line = 1; talking; line++) {
      const { body } = await omar.there.say(`line ${line}`)
      sent.push(body)
    }
  })()
  await expect.poll(() => sent.length, { timeout: 30_000 }).toBeGreaterThan(20)
  const certain = [...sent]
  const folder = join(mkdtempSync(join(tmpdir(), 'parlor-drill-')), 'saved')
  folders.push(join(folder, '..'))
  expect((await script('backup', first, folder)).stdout).toMatch(/^Saved in /)
  const most = sent.length + 1
  talking = false
  await load
  expect(open(folder)).toEqual([])
  await expect(script('backup', first, folder)).rejects.toThrow(/is there already/)
  await expect(script('restore', first, folder, '--replace')).rejects.toThrow(/in use by another start/)
  original.process.kill('SIGTERM')
  await original.exited

  const second = { ...(await startEnv()), PARLOR_DEMO_PASSWORD: PASSWORD }
  expect((await script('restore', second, folder)).stdout).toMatch(/is as it was in/)
  await expect(script('restore', second, folder)).rejects.toThrow(/--replace/)
  await up(second)
  const after = await anna(second)
  expect(await found(after, 'zebra')).toEqual(['Mia'])
  const again = await Visitor.bare({
    ...{ websocket: `ws://127.0.0.1:${second.PARLOR_XMPP_HTTP_PORT}/xmpp-websocket`, workgroup: SUPPORT },
    domain: 'visitors.localhost',
  })
  const token = omar.visitor.joined?.token ?? ''
  const back = await again.request(el('resume', { xmlns: NS.parlor, token }))
  expect(back).toMatchObject({ id: omar.id, phase: 'active' })
  const room = await again.enterAgain()
  const lines = (await room.history()).map(({ body }) => body).filter((body) => body.startsWith('line '))
  expect(lines.slice(0, certain.length)).toEqual(certain)
  expect(lines).toEqual(lines.map((_, index) => `line ${index + 1}`))
  expect(lines.length).toBeLessThanOrEqual(most)
  await room.say('and on it goes')
})
