/** The desk after losses: of the network, the page, the component, the server, the password. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PASSWORD } from '../support/stage.ts'
import { faultsIn } from './faults.kit.ts'
import { arrive, buildDesk, DeskPage, talk } from './operator.kit.ts'
import { setWidgetStage, shownAfter, untilOpen, type WidgetStage } from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  buildDesk()
  stage = await setWidgetStage()
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

const reconnecting = (desk: DeskPage) => desk.page.getByText('Reconnecting. Your messages are kept.')

test('C2: after a reload the chats are back with all that was said, the draft too, by a token instead of the password', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const sent: string[] = []
  anna.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
  const { occupant } = await talk(anna, 'Mia', 'Where is my order?')
  await anna.say('one')
  await occupant.lines.until((line) => line.body === 'one', 'the first word')
  await occupant.say('two')
  await anna.log.getByText('two').waitFor()
  await anna.log.getByText('Where is my order?').waitFor()
  await anna.message.fill('thr')
  await anna.page.reload()
  await anna.log.getByText('two').waitFor()
  await anna.shows('one', 'two')
  await expect.poll(() => anna.message.inputValue()).toBe('thr')
  await anna.case.getByText('Where is my order?').waitFor()
  await anna.log.getByText('Where is my order?').waitFor()
  expect(sent.find((frame) => frame.startsWith('<authenticate'))).toContain('mechanism="HT-SHA-256-NONE"')
  await anna.say('three')
  await occupant.lines.until((line) => line.body === 'three', 'a word after the reload')
})

test('C2: the network is cut: what was written meanwhile on both sides arrives once, in order', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const { occupant } = await talk(anna, 'Mia')
  await anna.say('before')
  await occupant.lines.until((line) => line.body === 'before', 'a word before the loss')
  stage.network.cut()
  await reconnecting(anna).waitFor()
  await occupant.say('meanwhile')
  await anna.say('from the dark')
  await anna.shoot('reconnecting')
  expect(await faultsIn(anna.page)).toEqual([])
  stage.network.heal()
  await reconnecting(anna).waitFor({ state: 'detached' })
  await anna.log.getByText('meanwhile').waitFor()
  await occupant.lines.until((line) => line.body === 'from the dark', 'what was written in the dark')
  await anna.page.waitForFunction(() => !document.querySelector('.tick-wait'))
  // What is said on both sides of a cut has no order.
  await expect
    .poll(async () => (await anna.lines()).toSorted())
    .toEqual(['before', 'from the dark', 'meanwhile'])
  expect(occupant.lines.items.filter((line) => line.body === 'from the dark')).toHaveLength(1)
})

test('C2: an archive that does not answer is said, and asked again at a click until it is back', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const { occupant } = await talk(anna, 'Mia')
  await occupant.say('before')
  await anna.log.getByText('before').waitFor()
  let works = false
  await anna.page.routeWebSocket('**', (socket) => {
    const server = socket.connectToServer()
    // Refused by the server itself: stanzas that we made up would not be counted (XEP-0198).
    socket.onMessage((stanza) =>
      server.send(works ? stanza : String(stanza).replace('urn:xmpp:mam:2', 'urn:example:no-archive')),
    )
  })
  await anna.page.reload()
  const again = anna.log.getByRole('button', { name: 'Try again' })
  await anna.log.getByText(/Earlier messages could not be loaded/).waitFor()
  await anna.say('Still here')
  await occupant.lines.until((line) => line.body === 'Still here', 'a word in spite of the archive')
  await anna.shoot('archive-missing')
  expect(await faultsIn(anna.page)).toEqual([])
  await again.click()
  await anna.log.getByText('Loading earlier messages').waitFor()
  await again.waitFor()
  works = true
  await again.click()
  await anna.shows('before', 'Still here')
  expect(await again.count()).toBe(0)
})

test('C1: a pasted novel is cut to what a message may hold, and says so', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const { occupant } = await talk(anna, 'Mia')
  await anna.message.focus()
  await anna.page.keyboard.insertText('&'.repeat(70_000))
  await anna.page.getByText('The message is full: it takes 5000 characters.').waitFor()
  await anna.message.press('Enter')
  await occupant.lines.until((line) => line.body === '&'.repeat(5000), 'as much as a message holds')
  await anna.log.getByText('Sent', { exact: true }).waitFor()
  // Safari's word for an Enter that chooses a word.
  await anna.message.fill('\u3042')
  await anna.message.evaluate((field) =>
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }),
    ),
  )
  expect(await anna.message.inputValue()).toBe('\u3042')
})

test('C2: a network that falls silent is noticed within ten seconds', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const noticed = shownAfter(anna.page.mainFrame(), 'Reconnecting')
  stage.network.hush()
  expect(await noticed).toBeLessThan(10_000)
  stage.network.heal()
  await reconnecting(anna).waitFor({ state: 'detached' })
})

test('C2: the XMPP server is started again: the rooms are entered again and the gap is filled', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const { visitor } = await talk(anna, 'Mia')
  await anna.say('before')
  await anna.log.getByText('Sent', { exact: true }).waitFor()
  const back = stage.component.logs(/stream: online/)
  await stage.prosody.restart()
  await back
  const again = await visitor.returns()
  stage.atEnd(() => again.depart().catch(() => undefined))
  stage.atEnd(() => again.stop())
  const occupant = await again.enterAgain()
  await occupant.say('after')
  await anna.log.getByText('after', { exact: true }).waitFor()
  await anna.shows('before', 'after')
})

test('the component is started again: the desk is on duty again by itself', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await stage.component.restart()
  await untilOpen(stage)
  await reconnecting(anna).waitFor({ state: 'detached' })
  await arrive(stage, 'Mia')
  await anna.offer('Mia').waitFor()
})

test('sign-in that fails says why; the full address works as well as the name', async () => {
  const desk = await DeskPage.open(stage)
  await desk.signIn('anna', 'wrong')
  await desk.page.getByText('The name or the password is not right.').waitFor()
  expect(await faultsIn(desk.page)).toEqual([])
  await desk.shoot('sign-in-refused')
  await desk.signIn('anna anna')
  await desk.page.getByText(/This address is not known here/).waitFor()
  stage.network.cut()
  await desk.signIn('anna')
  await desk.page.getByText('The server does not answer.').waitFor()
  stage.network.heal()
  await desk.signIn('Anna@localhost')
  await desk.page.getByText('Nobody is waiting').waitFor()
})

test('one who is no operator is told so, and sees no queue', async () => {
  stage.prosody.addUser('dina', 'secret')
  const desk = await DeskPage.open(stage)
  await desk.signIn('dina')
  await desk.page.getByText('You are signed in, but not an operator of any workgroup here.').waitFor()
  await desk.page.getByText('No queue for you here').waitFor()
})

test('D1: signing out forgets everything, on the server too: the page asks for the password again, nobody is on duty', async () => {
  const anna = await DeskPage.open(stage)
  await anna.signIn('anna', PASSWORD, { stay: false })
  await untilOpen(stage, true)
  // Not ticked: a reload of this tab goes on, another tab knows nobody.
  const kept = () => anna.page.evaluate(() => sessionStorage.getItem('parlor-desk-sign-in') ?? '')
  await expect.poll(kept).toContain('secret-token:')
  await anna.page.reload()
  await anna.page.getByText('Nobody is waiting').waitFor()
  const other = await anna.page.context().newPage()
  await other.goto(anna.page.url())
  await other.getByLabel('Password').waitFor()
  await other.close()
  const { token } = JSON.parse(await kept()).token
  const tokens = join(stage.prosody.dataDir, 'prosody/localhost/fast_tokens/anna.dat')
  const known = () => (existsSync(tokens) ? readFileSync(tokens, 'utf8') : '')
  expect(known()).toContain(token)
  await anna.page.getByRole('button', { name: /^Your status/ }).click()
  await anna.page.getByRole('button', { name: 'Sign out' }).click()
  await anna.page.getByLabel('Password').waitFor()
  await anna.page.reload()
  await anna.page.getByLabel('Password').waitFor()
  await expect.poll(known).not.toContain(token)
  await untilOpen(stage, false)
  const visitor = await stage.visitor()
  await expect(visitor.join()).rejects.toThrow()
})
