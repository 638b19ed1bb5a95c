/** Somebody is put into the configuration, or taken out of it, while the day goes on (B2). */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Element } from 'ltx'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat, membersOnDisk, onDuty } from '../support/chat.ts'
import { el, NS } from '../support/people/index.ts'
import { type Name, type Stage, SUPPORT, setStage } from '../support/stage.ts'

const all: readonly Name[] = ['anna', 'ben', 'carol']
const quick = (demo: string): string =>
  demo.replaceAll('    routing:', '    operatorGrace: 2 s\n    leaveGrace: 2 s\n    routing:')

let stage: Stage

beforeAll(async () => {
  stage = await setStage({ component: { yaml: quick } })
})
afterEach(async () => {
  await stage.clear()
  await staff(all)
})
afterAll(() => stage?.end())

async function configure(change: (yaml: string) => string): Promise<void> {
  const { configPath, pid } = stage.component
  const reread = stage.component.logs(/the configuration was read again/)
  writeFileSync(configPath, change(readFileSync(configPath, 'utf8')))
  process.kill(pid, 'SIGHUP')
  await reread
}

/** Who works in both workgroups, from now on. */
const named = (yaml: string, names: readonly Name[]): string =>
  yaml.replaceAll(/operators: \[.*\]/g, `operators: [${names.join(', ')}]`)

const staff = (names: readonly Name[]): Promise<void> => configure((yaml) => named(yaml, names))

test('B2: who is taken out is told so, and hears nothing more of who waits', async () => {
  const [anna, ben] = [await onDuty(stage, 'anna'), await onDuty(stage, 'ben')]
  const since = ben.connection.stanzas.mark()
  await staff(['anna', 'carol'])
  const refused = (stanza: Element) => stanza.is('presence') && stanza.attrs.type === 'error'
  const error = await ben.connection.stanzas.until(refused, 'to be refused', { since })
  expect(error.getChild('error')?.getChild('not-authorized')).toBeDefined()
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia', problem: 'My password is hunter2' })
  await anna.queue(SUPPORT, (queue) => queue.some((one) => one.caseId === id))
  await mia.depart()
  await anna.queue(SUPPORT, (queue) => queue.length === 0, { since: anna.connection.stanzas.mark() - 1 })
  expect(ben.connection.stanzas.items.slice(since).filter((one) => String(one).includes('hunter2'))).toEqual(
    [],
  )
  // The same client is welcome again.
  await staff(all)
  const queue = ben.queue(SUPPORT, () => true, { since: ben.connection.stanzas.mark() })
  await ben.onDuty(SUPPORT)
  await queue
})

test('R8: who is taken out in mid-chat goes on with it, and when they are lost it is offered again', async () => {
  const { anna, id, here, there } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await staff(['ben', 'carol'])
  await there.say('still here')
  await here.hears('still here')
  await anna.stop()
  await ben.accept(await ben.offer(id))
  const occupant = await ben.enterWhenInvited()
  await occupant.say('Ben here')
  await here.hears('Ben here')
})

test.each(['words', 'command'] as const)(
  'R8: who is taken out in mid-chat closes it by %s, and does and sees nothing else',
  async (by) => {
    const [ben, mia] = [await stage.plainOperator('ben'), await stage.visitor()]
    await ben.add(SUPPORT)
    await mia.join({ name: 'Mia' })
    await ben.hears(SUPPORT, /Mia is waiting/)
    await ben.asks(SUPPORT, 'take', /^Taken/)
    await Promise.all([ben.enterWhenInvited(), mia.enterWhenInvited()])
    const anna = await onDuty(stage, 'anna')
    await staff(['anna', 'carol'])
    const lea = await stage.visitor()
    await lea.join({ name: 'Lea' })
    const execute = async (node: string) => {
      const command = el('command', { xmlns: NS.commands, node, action: 'execute' })
      return String(await ben.connection.set(SUPPORT, command))
    }
    await ben.asks(SUPPORT, 'take', /not an operator of this workgroup any more/)
    await ben.asks(SUPPORT, 'close lea', /There is no case "lea"/)
    await expect(execute('queue')).rejects.toMatchObject({ condition: 'forbidden' })
    if (by === 'words') await ben.asks(SUPPORT, 'close', /^Closed: Mia/)
    else expect(await execute('close')).toContain('Closed: Mia')
    expect(await mia.ended()).toBe('operator-closed')
    await expect(execute('close')).rejects.toMatchObject({ condition: 'forbidden' })
    await anna.offer(lea.joined?.id)
  },
)

test('C5: who is taken out in mid-chat hands it on', async () => {
  const { anna, id, here } = await chat(stage)
  const ben = await onDuty(stage, 'ben')
  await staff(['ben', 'carol'])
  await anna.command(SUPPORT, 'transfer', { case: id, to: 'ben@localhost', note: 'please' })
  await ben.accept(await ben.offer(id))
  const occupant = await ben.enterWhenInvited()
  await occupant.say('Ben here')
  await here.hears('Ben here')
  await expect(anna.close(SUPPORT, id)).rejects.toMatchObject({ condition: 'forbidden' })
})

test('P8: a silent supervisor who is none any more is put out', async () => {
  const { id, here } = await chat(stage)
  const carol = await onDuty(stage, 'carol')
  await carol.command(SUPPORT, 'join', { case: id, silent: 'true' })
  const occupant = await carol.enterWhenInvited()
  const flag = ', supervisor: true'
  await configure((yaml) => yaml.replace(flag, ''))
  await occupant.left.until(() => true, 'the silent membership to be taken')
  await expect
    .poll(() => membersOnDisk(stage.prosody, here.room))
    .toEqual(['anna@localhost member', `${SUPPORT} owner`, 'visitor member'])
  await configure((yaml) => yaml.replace('name: Carol', `name: Carol${flag}`))
})

test('A1: who had the workgroup in the roster before they were an operator is on duty from the moment they are', async () => {
  await stage.end()
  stage = await setStage({ component: { yaml: (demo) => named(quick(demo), ['anna', 'carol']) } })
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT, 'to')
  const anna = await onDuty(stage, 'anna')
  const showOfBen = async () => {
    const { rows } = await anna.command(SUPPORT, 'status', {})
    return rows.find(({ jid }) => jid === 'ben@localhost')?.show
  }
  await staff(all)
  await expect.poll(showOfBen).toBe('available')
  // Out and in again: nobody is asked twice.
  await staff(['anna', 'carol'])
  expect(await showOfBen()).toBeUndefined()
  await staff(all)
  await expect.poll(showOfBen).toBe('available')
})

test('A1: the same when the component was started with the new configuration: from their next login', async () => {
  await stage.end()
  stage = await setStage({ component: { yaml: (demo) => named(quick(demo), ['anna', 'carol']) } })
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT, 'to')
  await ben.stop()
  const { configPath } = stage.component
  writeFileSync(configPath, named(readFileSync(configPath, 'utf8'), all))
  await stage.component.restart()
  const again = await stage.plainOperator('ben')
  const since = again.connection.stanzas.mark()
  const mia = await stage.visitor()
  await expect
    .poll(async () => (await again.asks(SUPPORT, 'status', /^You are/)).split(',')[0])
    .toBe('You are available')
  await mia.join()
  await again.hears(SUPPORT, /Mia is waiting/, { since })
  // The server has let the workgroup see them: nobody is asked.
  const asked = (one: Element) => one.is('presence') && one.attrs.type === 'subscribe'
  expect(again.connection.stanzas.items.filter(asked)).toEqual([])
})
