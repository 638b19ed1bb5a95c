/** A workgroup is taken out of the file, and the component is started again: nobody is left in limbo (Q4, B2). */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chat, transcriptOnDisk } from '../support/chat.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage?.end())

/** As an admin would do it: only sales is left. */
function withoutSupport(yaml: string): string {
  const [, form = ''] = /form: (&details\n(?: {6}- .*\n)+)/.exec(yaml) ?? []
  return yaml
    .replace(/ {2}support:\n(?: {4}.*\n)+/, '')
    .replace('form: *details\n', `form: ${form}`)
    .replace('form: *details', `form: ${form}`)
    .replace('workgroups: [support, sales]', 'workgroups: [sales]')
}

test('Q4 B2: the chats of a workgroup that is not in the file any more go on after a restart, and end', async () => {
  const { anna, mia, id, here, there } = await chat(stage)
  const { configPath } = stage.component
  writeFileSync(configPath, withoutSupport(readFileSync(configPath, 'utf8')))
  const told = stage.component.logs(/not in the configuration any more/)
  await stage.component.restart()
  expect(await told).toContain(SUPPORT)
  await there.say('still with you')
  await here.hears('still with you')
  // Nobody new comes in.
  const lea = await stage.visitor({ workgroup: 'sales' })
  await expect(lea.join()).rejects.toThrow(/service-unavailable/)
  await expect(stage.visitor({ workgroup: 'support' })).rejects.toThrow('no ticket')
  await anna.onDuty(SUPPORT)
  expect((await anna.close(SUPPORT, id)).note).toBe('Closed: Mia, case 1.')
  expect(await mia.ended()).toBe('operator-closed')
  await expect.poll(() => transcriptOnDisk(stage.component, id)).toContain('still with you')
})
