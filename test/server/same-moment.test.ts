/** The same person twice in the same moment: two tabs of a visitor, two clients of an operator. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { membersOnDisk, onDuty } from '../support/chat.ts'
import { NS, type Operator, type Visitor } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const isSuperseded = ({ connection }: Visitor): boolean =>
  connection.stanzas.items.some((one) => one.getChild('superseded', NS.parlor))

/** Who of these the workgroup still knows, when all others have been told that they lost their place. */
async function theOne(tabs: readonly Visitor[]): Promise<Visitor> {
  await expect.poll(() => tabs.filter((tab) => !isSuperseded(tab)).length).toBe(1)
  const one = tabs.find((tab) => !isSuperseded(tab))
  if (!one) throw new Error('unreachable: there was one a moment ago')
  return one
}

test('P8: two tabs come back by the same token at once: one has the membership, the other is told, waiting and in the chat', async () => {
  const anna = await onDuty(stage, 'anna')
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia' })
  const waiting = await Promise.all([stage.again(mia), stage.again(mia)])
  const first = await theOne([mia, ...waiting])
  await anna.accept(await anna.offer(id))
  const [there, here] = await Promise.all([anna.enterWhenInvited(), first.enterWhenInvited()])
  await here.say('hello')
  const talking = await Promise.all([stage.again(first), stage.again(first)])
  const last = await theOne([first, ...talking])
  const again = await last.enterAgain()
  await again.say('back')
  await there.hears('back')
  await expect
    .poll(() => membersOnDisk(stage.prosody, again.room))
    .toEqual(['anna@localhost member', `${SUPPORT} owner`, 'visitor member'])
  for (const tab of [mia, ...waiting, first, ...talking].filter((one) => one !== last))
    await expect(tab.enter(again.room, 'Spy')).rejects.toThrow(
      /registration-required|ended|lost|name you came with/,
    )
})

const worked = (answer: Promise<unknown>): Promise<boolean> =>
  answer.then(
    () => true,
    () => false,
  )

const invitations = ({ connection }: Operator, room: string): number =>
  connection.stanzas.items.filter((one) => one.attrs.from === room && one.is('message')).length

test.each([
  ['accept', 'reject'],
  ['reject', 'accept'],
  ['accept', 'accept'],
] as const)('P4: two clients of one operator %s and %s at once: one answer holds', async (one, two) => {
  const clients = [await onDuty(stage, 'anna'), await onDuty(stage, 'anna')] as const
  const mia = await stage.visitor()
  const { id } = await mia.join({ name: 'Mia' })
  const [here, there] = await Promise.all(clients.map((client) => client.offer(id)))
  if (!here || !there) throw new Error('unreachable: both were offered it')
  const answers = await Promise.all([worked(clients[0][one](here)), worked(clients[1][two](there))])
  const isTaken = (one === 'accept' && answers[0]) || (two === 'accept' && answers[1])
  if (one !== two) expect(answers.filter(Boolean)).toHaveLength(1)
  const { note } = await clients[0].command(SUPPORT, 'queue', {})
  expect(note).toMatch(isTaken ? /^Nobody is waiting/ : /^1 waiting:\nMia/)
  if (!isTaken) return
  const { room } = await mia.enterWhenInvited()
  const all = () => clients.map((client) => invitations(client, room)).sort()
  await expect.poll(all).toEqual([0, 1])
})
