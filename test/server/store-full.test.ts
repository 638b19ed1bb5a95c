/** The disk is full: whoever asks is told so, admins can see it, and stopping does not take for ever. */
import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat, onDuty } from '../support/chat.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

/** The kernel lets the component write no file beyond its first byte, or again as much as it likes. */
const disk = (is: 'full' | 'free') =>
  execFileSync('prlimit', [
    ...['--pid', String(stage.component.pid)],
    `--fsize=${is === 'full' ? '1:' : 'unlimited:'}`,
  ])

const health = async (): Promise<unknown> => (await fetch(`${stage.component.url}/healthz`)).json()

test('Q4: a request that cannot be stored is refused in time, and begins no ghost when there is room again', async () => {
  const { anna, mia, id } = await chat(stage)
  const [lea, tom] = [await stage.visitor(), await stage.visitor()]
  const since = anna.connection.stanzas.mark()
  disk('full')
  await expect(lea.join({ name: 'Lea' })).rejects.toThrow(/internal-server-error.*cannot be stored/)
  await expect.poll(health).toMatchObject({ status: 'failing', parts: { store: 'cannot be written' } })
  // By now it is known.
  await expect(tom.join({ name: 'Tom' })).rejects.toThrow(/internal-server-error.*cannot be stored/)
  disk('free')
  await expect.poll(health).toMatchObject({ status: 'ok', parts: { store: 'ok' } })
  await expect.poll(async () => (await anna.command(SUPPORT, 'queue', {})).note).toBe('Nobody is waiting.')
  expect((await tom.join({ name: 'Tom' })).phase).toBe('waiting')
  expect((await anna.offer(tom.joined?.id, { since })).visitor).toBe(tom.jid)
  await anna.close(SUPPORT, id)
  expect(await mia.ended()).toBe('operator-closed')
  // B5: tried again and again, told once at its beginning and once when it was over.
  const told = stage.component.log.filter((line) => line.includes('store: not written'))
  expect(told.map((line) => [line.includes('"stack"'), line.includes('that is over')])).toEqual([
    [true, false],
    [false, true],
  ])
})

test('B1: SIGTERM ends it also while the disk is full, and says what that costs', async () => {
  const anna = await onDuty(stage, 'anna')
  const mia = await stage.visitor()
  const lea = await stage.visitor()
  await mia.join({ name: 'Mia' })
  disk('full')
  const refused = lea.join({ name: 'Lea' }).catch(String)
  await expect.poll(health).toMatchObject({ status: 'failing' })
  const said = stage.component.logs(/the store takes nothing/)
  expect(await stage.component.stop()).toBe(0)
  expect(await said).toContain(SUPPORT)
  await stage.component.restart()
  await refused
  await anna.onDuty(SUPPORT)
  await expect
    .poll(async () => (await anna.command(SUPPORT, 'queue', {})).note)
    .toMatch(/^1 waiting:\nMia, case \d+/)
})
