/** Chats that move and rooms of more than two, on the whole stack: real Prosody, real component, real browsers. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsIn } from './faults.kit.ts'
import { arrive, buildDesk, DeskPage, talk } from './operator.kit.ts'
import { setWidgetStage, type WidgetStage } from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  buildDesk()
  stage = await setWidgetStage()
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

/** An action of the open chat, out of its menu. */
async function choose({ page }: DeskPage, menu: string, action: RegExp): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

async function transferTo(desk: DeskPage, name: string, note: string): Promise<void> {
  await choose(desk, 'Chat actions', /^Transfer/)
  const dialog = desk.page.getByRole('dialog', { name: 'Transfer Mia' })
  const to = dialog.getByLabel('To')
  const option = dialog.getByRole('option', { name: new RegExp(`^${name}`) })
  await to.selectOption((await option.getAttribute('value')) ?? '')
  await dialog.getByLabel('Note for your colleague').fill(note)
  await dialog.getByRole('button', { name: 'Transfer' }).click()
  await desk.page.getByText(`Waiting for ${name}`).waitFor()
}

test('C5: a chat is handed to a colleague, who sees why and all that was said; until then it stays', async () => {
  const [anna, ben] = [await DeskPage.onDuty(stage, 'anna'), await DeskPage.onDuty(stage, 'ben')]
  const { occupant } = await talk(anna, 'Mia', 'Where is my refund?')
  await occupant.say('I paid twice')
  await anna.log.getByText('I paid twice').waitFor()
  await transferTo(anna, 'Ben', 'Please check the refund')
  const card = ben.page.getByRole('article', { name: 'Chat with Mia' })
  await card.getByText('Please check the refund').waitFor()
  await card.getByText('hands this chat to you').waitFor()
  await ben.shoot('transfer-in')
  expect(await faultsIn(ben.page)).toEqual([])

  const declined = anna.page.getByText('Ben declined. Mia stays with you.').waitFor()
  await Promise.all([declined, card.getByRole('button', { name: 'Not me' }).click()])
  await anna.say('Still with you')
  await occupant.lines.until((line) => line.body === 'Still with you', 'the words of the sender')

  await transferTo(anna, 'Ben', 'He is the only one')
  // Such a sentence goes away after some seconds.
  const told = anna.page.getByText('Ben has the chat with Mia now').first().waitFor()
  await Promise.all([told, card.getByRole('button', { name: 'Take' }).click()])
  await ben.shows('I paid twice', 'Still with you')
  await ben.case.getByRole('listitem').filter({ hasText: 'He is the only one' }).getByText('Anna').waitFor()
  await anna.page.getByRole('button', { name: /^Done/ }).waitFor()
  // The passing sentence stands elsewhere: here the mark that stays, once.
  const marks = anna.page.locator('.talk').getByText(/Ben has|handed to|with Ben/)
  expect(await marks.allTextContents()).toEqual(['Ben has the chat with Mia now'])
  await anna.tab('Mia').getByText('Handed on to Ben').waitFor()
  await anna.page.getByText('Support · handed on to Ben').waitFor()
  await anna.shoot('handed-on')
  await ben.say('I see both payments')
  await occupant.lines.until((line) => line.body === 'I see both payments', 'the words of the new operator')
  expect([...anna.complaints, ...ben.complaints]).toEqual([])
})

test('C4: a colleague who is asked comes into the chat, is named, and leaves again', async () => {
  const [anna, ben] = [await DeskPage.onDuty(stage, 'anna'), await DeskPage.onDuty(stage, 'ben')]
  const { occupant } = await talk(anna, 'Mia')
  await choose(anna, 'Chat actions', /^Invite/)
  const dialog = anna.page.getByRole('dialog', { name: 'Invite a colleague to Mia' })
  await dialog.getByLabel('Note for your colleague').fill('He knows the warranty')
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const card = ben.page.getByRole('article', { name: 'Chat with Mia' })
  await card.getByText('asks you into this chat').waitFor()
  await card.getByRole('button', { name: 'Join' }).click()
  await anna.log.getByText('Ben joined the chat').waitFor()
  await ben.say('Two years')
  await anna.log.getByText('Two years').waitFor()
  await anna.log.getByRole('listitem').filter({ hasText: 'Two years' }).getByText('Ben').waitFor()
  await occupant.lines.until((line) => line.body === 'Two years', 'the words of the guest')
  await anna.shoot('three')
  expect(await faultsIn(anna.page)).toEqual([])
  await ben.page.getByRole('button', { name: 'Leave chat' }).click()
  await anna.log.getByText('Ben left the chat').waitFor()
  await ben.page.getByText('Chats you take appear here').waitFor()
})

test('C4: a supervisor reads along unseen, then takes over; operators have no such menu', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const { occupant } = await talk(anna, 'Mia')
  const carol = await DeskPage.onDuty(stage, 'carol')
  expect(await anna.page.getByRole('button', { name: 'Supervise' }).count()).toBe(0)
  await choose(carol, 'Supervise', /^Join a chat/)
  const dialog = carol.page.getByRole('dialog', { name: 'Join a chat' })
  await dialog.getByText('Silently').click()
  await dialog.getByRole('button', { name: 'Join' }).click()
  await carol.page.getByText('Neither side sees you').waitFor()
  await occupant.say('Hello?')
  await carol.log.getByText('Hello?').waitFor()
  await anna.log.getByText('Hello?').waitFor()
  expect(await anna.page.getByText('Carol joined').count()).toBe(0)
  const told = anna.page.getByText('Carol took over the chat with Mia').first().waitFor()
  await Promise.all([told, choose(carol, 'Chat actions', /^Take this chat over/)])
  await anna.tab('Mia').getByText('Taken over by Carol').waitFor()
  await anna.page.getByText('Support · taken over by Carol').waitFor()
  await carol.say('I am Carol')
  await occupant.lines.until((line) => line.body === 'I am Carol', 'the words of the supervisor')
})

test('D7: a supervisor sets a priority, assigns, and ends a request, out of the queue', async () => {
  const [ben, carol] = [await DeskPage.onDuty(stage, 'ben'), await DeskPage.onDuty(stage, 'carol')]
  await carol.setStatus('Do not disturb')
  const mia = await arrive(stage, 'Mia')
  await arrive(stage, 'Omar')
  const order = async (action: RegExp, title: string, person: string) => {
    await choose(carol, 'Supervise', action)
    const dialog = carol.page.getByRole('dialog', { name: title })
    const option = dialog.getByRole('option', { name: new RegExp(`^${person}`) })
    await dialog.getByLabel('Case').selectOption((await option.getAttribute('value')) ?? '')
    return dialog
  }
  const priority = await order(/^Set the priority/, 'Set the priority', 'Omar')
  await priority.getByLabel('Priority').selectOption('Urgent')
  await priority.getByRole('button', { name: 'Set' }).click()
  await carol.queue.getByRole('listitem').filter({ hasText: 'Omar' }).getByText('Priority').waitFor()

  const assign = await order(/^Assign/, 'Assign a case', 'Mia')
  await assign.getByLabel('To').selectOption('ben@localhost')
  await assign.getByRole('button', { name: 'Assign' }).click()
  const occupant = await mia.enterWhenInvited()
  await ben.tab('Mia').waitFor()

  // The same on the floor, as it happens.
  await carol.page.getByRole('link', { name: /^Floor/ }).click()
  const onFloor = carol.page.getByRole('row', { name: /^Mia/ })
  await onFloor.getByText('Ben').waitFor()
  await occupant.say('Hello?')
  await onFloor.getByText('Hello?').waitFor()
  await carol.page.getByRole('row', { name: /^Ben/ }).getByText('Mia').waitFor()
  await carol.page.getByRole('link', { name: /^Desk/ }).click()

  const end = await order(/^End a request/, 'End a request or a chat', 'Omar')
  await end.getByRole('button', { name: 'End it' }).click()
  await carol.queue.getByText('Nobody is waiting').waitFor()
})

test('C7: notes and tags reach the colleague with the chat; a canned reply is saved, found and sent', async () => {
  const [anna, ben] = [await DeskPage.onDuty(stage, 'anna'), await DeskPage.onDuty(stage, 'ben')]
  const { occupant } = await talk(anna, 'Mia')
  await anna.case.getByLabel('Add a note').fill('Called back twice')
  await anna.case.getByLabel('Add a note').press('Enter')
  await anna.case.getByRole('listitem').filter({ hasText: 'Called back twice' }).getByText('Anna').waitFor()
  await anna.case.getByLabel('Add a tag').fill('refund vip')
  await anna.case.getByLabel('Add a tag').press('Enter')
  await anna.case.getByText('vip', { exact: true }).waitFor()
  await anna.case.getByRole('button', { name: 'Remove tag vip' }).click()
  await anna.case.getByText('vip', { exact: true }).waitFor({ state: 'detached' })

  await anna.message.fill('/')
  await anna.page.getByText('No canned replies yet.').waitFor()
  await anna.message.fill('Hello {visitor}, {operator} of {workgroup} here')
  await choose(anna, 'Chat actions', /canned reply/)
  await anna.page.getByRole('dialog').getByLabel('Name').fill('hello')
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await anna.page.getByText('Saved: /hello').waitFor()
  await anna.message.fill('/hel')
  await anna.page.getByRole('option', { name: /Hello Mia, Anna of Support here/ }).waitFor()
  await anna.message.press('Enter')
  await expect.poll(() => anna.message.inputValue()).toBe('Hello Mia, Anna of Support here')
  await anna.page.getByRole('listbox', { name: 'Canned replies' }).waitFor({ state: 'detached' })
  await anna.message.press('Enter')
  await occupant.lines.until((line) => line.body === 'Hello Mia, Anna of Support here', 'the canned reply')

  await transferTo(anna, 'Ben', '')
  await ben.page.getByRole('article', { name: 'Chat with Mia' }).getByRole('button', { name: 'Take' }).click()
  await ben.case.getByText('Called back twice').waitFor()
  await ben.case.getByText('refund', { exact: true }).waitFor()
  await ben.shows('Hello Mia, Anna of Support here')
  expect([...anna.complaints, ...ben.complaints]).toEqual([])
})

test('D7: a supervisor pauses a workgroup, and opens it again from the floor', async () => {
  const carol = await DeskPage.onDuty(stage, 'carol')
  const order = async (word: string) => {
    await choose(carol, 'Supervise', new RegExp(`^${word} a workgroup`))
    const dialog = carol.page.getByRole('dialog', { name: `${word} a workgroup` })
    await dialog.getByLabel('Workgroup').selectOption('Support')
    await dialog.getByRole('button', { name: word }).click()
  }
  await order('Pause')
  await carol.page.getByText('Support is paused: no new requests are taken.').waitFor()
  await carol.page.getByRole('link', { name: /^Floor/ }).click()
  const card = carol.page.getByRole('article', { name: 'Support' })
  await card.getByText('Paused by Carol').waitFor()
  await card.getByRole('button', { name: 'Open again Support' }).click()
  await carol.page.getByText('Support is no longer paused.').waitFor()
  await card.getByText('Open', { exact: true }).waitFor()

  // With an end it is over by itself.
  await card.getByRole('button', { name: 'Pause ... Support' }).click()
  const pause = carol.page.getByRole('dialog', { name: 'Pause Support' })
  await pause.getByLabel('How long').selectOption('For 30 min')
  await pause.getByRole('button', { name: 'Pause' }).click()
  await card.getByText(/^Paused by Carol until \d\d:\d\d$/).waitFor()
  await card.getByRole('button', { name: 'Open again Support' }).click()
  await card.getByText('Open', { exact: true }).waitFor()
  await card.getByRole('button', { name: 'Notices of Support' }).click()
  const notices = carol.page.getByRole('dialog', { name: 'Notices of Support' })
  await notices.getByLabel('A new notice').fill('Payment is slow.')
  await notices.getByLabel('How long it is shown').selectOption('For 2 h')
  await notices.getByRole('button', { name: 'Add' }).click()
  await notices.getByText(/^Until .*\d\d:\d\d/).waitFor()
  await notices.getByRole('button', { name: 'Remove: Payment is slow.' }).click()
  await notices.getByText('The start page says nothing.').waitFor()
  await carol.page.keyboard.press('Escape')

  await arrive(stage, 'Mia')
  await carol.offer('Mia').waitFor()
})

test('D5: what is copied is what this installation serves: the picture is drawn, the preview is the chat page', async () => {
  const look = `${stage.component.url}/api/look?site=demo&workgroup=support&host=https://unlisted.example`
  await fetch(look)
  const anna = await DeskPage.onDuty(stage, 'anna')
  await anna.page.getByRole('link', { name: /^Website/ }).click()
  await anna.page.getByRole('combobox', { name: 'Website' }).selectOption('demo')
  const snippet = anna.page.getByRole('region', { name: 'Snippet', exact: true })
  expect(await snippet.innerText()).toMatch(
    /^<script src="http[^"]+\/widget.js" data-site="demo" data-workgroup="support" async>/,
  )
  await anna.page.getByText('https://unlisted.example').waitFor()
  await anna.page.getByText('not among the origins').waitFor()
  const drawn = () =>
    anna.page
      .locator('.website-set img')
      .evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0))
  await expect.poll(drawn).toBe(true)
  await anna.page.frameLocator('iframe').getByLabel('Name').waitFor()
  await anna.shoot('website')
  expect(anna.complaints).toEqual([])
})

/** With the demo's form, over HTTP. */
async function leave(name: string, text: string): Promise<void> {
  const answer = await fetch(`${stage.component.url}/api/message`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stage.parlor },
    body: JSON.stringify({
      site: 'demo',
      workgroup: 'support',
      form: { name, email: `${name.toLowerCase()}@example.org` },
      text,
    }),
  })
  expect(answer.status).toBe(201)
}

test('Q5: what a visitor left is on the desk, and what the next one leaves comes by itself', async () => {
  await leave('Zoe', 'Do you ship to Norway?')
  const anna = await DeskPage.onDuty(stage, 'anna')
  await anna.page.getByRole('button', { name: '1 left message' }).waitFor()
  await leave('Yan', 'Please call me')
  await anna.page.getByRole('button', { name: '2 left messages' }).click()
  const dialog = anna.page.getByRole('dialog', { name: 'Left messages' })
  await dialog.getByText('Do you ship to Norway?').waitFor()
  await dialog.getByLabel('Answer to Zoe').fill('Yes, we do.')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await dialog.getByRole('alert').getByText('no mail server is configured').waitFor()
  const mail = await dialog.getByRole('link', { name: 'your own mail program' }).getAttribute('href')
  expect(mail).toMatch(/^mailto:zoe@example\.org\?subject=Your%20message%20\d+&body=Yes%2C%20we%20do\.%0D%0A/)
  expect(await dialog.getByLabel('Answer to Zoe').inputValue()).toBe('Yes, we do.')
  await anna.shoot('message-not-sent')
  expect(await faultsIn(anna.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Settle without an answer' }).first().click()
  await dialog.getByText('Do you ship to Norway?').waitFor({ state: 'detached' })
  // What had the focus is gone: it comes back a frame later, and the keys still lead out.
  await anna.page.waitForFunction(() =>
    document.querySelector('[role=dialog]')?.contains(document.activeElement),
  )
  await anna.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})
