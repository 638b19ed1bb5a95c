/** An operator who has Psi+ and nothing else: a client that reads no archive, against the whole of Parlor. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PsiPlus } from '../support/psi-plus.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'
import { type Count, startTap, type Tap } from '../support/tap.ts'

let stage: Stage
let tap: Tap
let psi: PsiPlus

beforeAll(async () => {
  stage = await setStage({
    component: { yaml: (demo) => demo.replaceAll('    routing:', '    ringFor: 3 min\n    routing:') },
  })
  tap = await startTap(stage.prosody.c2sPort, { latency: 50 })
  psi = await PsiPlus.start({ jid: 'anna@localhost', password: PASSWORD, port: tap.port })
}, 120_000)
afterEach(() => stage?.clear())
afterAll(async () => {
  await psi?.stop()
  await tap?.end()
  await stage?.end()
})

const sum = ({ message, presence, iq }: Count) => message + presence + iq

test('A7: Psi+: added once it is on duty, an offer is read and taken by a word, a click leads into the room, the chat from its first word, and no ghost after it', async () => {
  await psi.adds(SUPPORT)
  const ben = await stage.operator('ben')
  await ben.agents(SUPPORT)
  await ben.colleague(SUPPORT, 'anna@localhost', 'available', { within: 60_000 })
  tap.counted()
  const mia = await stage.visitor({ params: { customer: '56164' } })
  await mia.join({ name: 'Mia', problem: 'Where is my parcel' })
  const offer = await psi.shows('Support', /Mia is waiting: case \d+/)
  expect(offer).toMatch(/Where is my parcel/)
  expect(offer).toMatch(/customer: 56164 \(claimed\)/)
  expect(offer).toMatch(/Answer "take" or "reject"/)
  await psi.says('Support', 'take')
  await psi.shows('Support', /Taken: Mia, case \d+\. The invitation is on its way: xmpp:\S+\?join/)
  const here = await mia.enterWhenInvited()
  await here.say('the very first words')
  await psi.followsInvitation()
  const first = await psi.shows('Support \\d+', /<Mia> the very first words/)
  expect(first.match(/the very first words/g)).toHaveLength(1)
  await psi.says('Support \\d+', 'Good morning, Mia!')
  await here.hears('Good morning, Mia!')
  await here.say('There you are')
  await psi.shows('Support \\d+', /<Mia> There you are/)
  await psi.desktop.picture('psi-room')
  await psi.turnsTo('Support')
  await psi.says('Support', 'close')
  const all = await psi.shows('Support', /Closed: Mia, case \d+/)
  expect(await mia.ended()).toBe('operator-closed')
  // Each change of the presence is a line there.
  expect(all.match(/is now Online: /g)?.length).toBeLessThanOrEqual(3)
  const { in: got, out: sent } = tap.counted()
  // 10 messages, 4 presences and 3 IQs in, 7 out; a slow machine is asked more often whether it is there.
  expect(sum(got), JSON.stringify(got)).toBeLessThanOrEqual(26)
  expect(sum(sent), JSON.stringify(sent)).toBeLessThanOrEqual(14)

  const { stanzas } = ben.connection
  const left = ben.colleague(SUPPORT, 'anna@localhost', 'offline', { since: stanzas.mark(), within: 60_000 })
  const back = left.then(() =>
    ben.colleague(SUPPORT, 'anna@localhost', 'available', { since: stanzas.mark(), within: 60_000 }),
  )
  await psi.restarts()
  await psi.desktop.sees({ role: 'table cell', name: /^Support$/ })
  await back
  const zoe = await stage.visitor()
  await zoe.join({ name: 'Zoe' })
  await psi.shows('Support', /Zoe is waiting/)
  // Nothing knocks at a room that is gone, and no window is about one.
  const windows = (await psi.desktop.screen()).split('\n').filter((line) => !/^\s*(text:|\|)/.test(line))
  expect(windows.join('\n')).not.toContain(here.room.split('@')[0])
})

test('A3: Psi+ takes a request by its own menu of commands, and writes a note in a form that begins with its own chat', async () => {
  const lea = await stage.visitor()
  const { number } = await lea.join({ name: 'Lea' })
  await psi.shows('Support', /Lea is waiting/)
  await psi.executes('Support', 'Accept a')
  await psi.completes(/^Taken: Lea, case \d+/)
  await psi.executes('Support', 'Write a n')
  const form = { role: 'dialog', name: /^Write a note/ }
  await psi.desktop.sees({ role: 'combo box', name: new RegExp(`^Lea, case ${number}$`, 'm'), in: form })
  await psi.desktop.writes({ role: 'text', name: /^For operators only/, in: form }, 'Wants it on Friday.')
  await psi.desktop.clicks({ role: 'push button', name: /^Finish$/, in: form })
  await psi.desktop.sees({
    role: 'label',
    name: new RegExp(`^Noted: Lea, case ${number}\\.`),
    in: { role: 'dialog', name: /@/ },
  })
})
