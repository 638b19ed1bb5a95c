/** A message instead of a chat: left, told, answered by e-mail (Q5). */
import type { Element } from 'ltx'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startMailServer, type TestMailServer } from '../../component/src/mail/smtp-server.kit.ts'
import { onDuty } from '../support/chat.ts'
import { el, NS, type Operator, type Visitor } from '../support/people/index.ts'
import { submit } from '../support/people/stanza.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage
let mail: TestMailServer

beforeAll(async () => {
  mail = await startMailServer()
  const smtp = `smtp: { url: "${mail.url}", from: "Acme <desk@acme.example>" }\n`
  const yaml = (demo: string) =>
    smtp +
    demo.replace(
      '    name: Support\n',
      '    name: Support\n    mail: team@acme.example\n    maxWait: 1s\n    otherwise: { nobody: callback }\n',
    )
  stage = await setStage({ component: { yaml } })
})
afterEach(() => stage.clear())
afterAll(async () => {
  await stage?.end()
  await mail?.close()
})

const MIA = { name: 'Mia', email: 'mia@example.org' }

const leave = (visitor: Visitor, text: string, form: Readonly<Record<string, string>> = MIA) =>
  visitor.connection.set(
    SUPPORT,
    el(
      'leave-message',
      { xmlns: NS.parlor },
      el('ticket', { xmlns: NS.parlor }, visitor.ticket),
      submit(form),
      el('body', {}, text),
    ),
  )

test('Q5: refused, a visitor leaves a message with the same ticket; the first on duty is told once, and answers by e-mail', async () => {
  const mia = await stage.visitor()
  await expect(mia.join()).rejects.toMatchObject({ condition: 'service-unavailable' })
  const answer = await leave(mia, 'Where is my parcel?')
  const number = answer.getChild('leave-message', NS.parlor)?.getChild('case')?.attrs.number
  expect(Number(number)).toBeGreaterThan(0)
  const toTeam = await mail.next()
  expect(toTeam.to).toEqual(['team@acme.example'])
  expect(toTeam.body).toContain('Where is my parcel?')

  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const told = await ben.hears(SUPPORT, /Where is my parcel/)
  expect(told.getChildText('body')).toContain(`answer ${number}`)
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  const { rows } = await anna.command(SUPPORT, 'messages', {})
  expect(rows).toMatchObject([{ number, name: 'Mia', mail: 'mia@example.org', text: 'Where is my parcel?' }])

  await ben.asks(SUPPORT, `answer ${number}: It arrives tomorrow.`, /Sent to mia@example.org/)
  const toMia = await mail.next()
  expect(toMia.to).toEqual(['mia@example.org'])
  expect(toMia.body).toContain('It arrives tomorrow.')
  await ben.asks(SUPPORT, 'messages', /No messages/)
  expect(anna.connection.stanzas.items.some((one) => String(one).includes('Left while'))).toBe(false)
})

test('Q5: whoever comes back before the answer is offered together with the message, which is settled then', async () => {
  const left = await leave(await stage.visitor(), 'Where is my parcel?')
  const number = left.getChild('leave-message', NS.parlor)?.getChild('case')?.attrs.number
  await mail.next()
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await ben.hears(SUPPORT, /^Left while nobody could answer/)
  const anna = await onDuty(stage, 'anna')
  const mia = await stage.visitor()
  const { id } = await mia.join({ ...MIA, email: 'MIA@example.org' })
  const offer = await anna.offer(id)
  expect(String(offer.stanza)).toContain('Where is my parcel?')
  const told = await ben.hears(SUPPORT, /^Mia is waiting/)
  expect(told.getChildText('body')).toContain(
    `> Has left a message that nobody has answered (case ${number}):`,
  )
  await anna.accept(offer)
  await anna.invited()
  const { rows } = await anna.command(SUPPORT, 'note', { case: id })
  expect(rows).toMatchObject([{ by: SUPPORT }])
  await ben.asks(SUPPORT, `settle ${number}`, /^Settled: Mia/)
  const again = await stage.visitor()
  await again.join({ ...MIA, name: 'Mia again' })
  const words = (await ben.hears(SUPPORT, /^Mia again is waiting/)).getChildText('body')
  expect(words).not.toContain('Has left a message')
})

/** A desk is told that `messages` lists others than before. */
const listChanges = (desk: Operator) =>
  desk.connection.stanzas.until(
    (one) => one.is('message') && one.getChild('messages', NS.parlor) !== undefined,
    'the list of left messages to change',
  )

test('Q5: over HTTP too; whoever is on duty is told at once', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const response = await fetch(`${stage.component.url}/api/message`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stage.component.url },
    body: JSON.stringify({ site: 'demo', workgroup: 'support', form: { name: 'Zoe' }, text: 'Call me' }),
  })
  expect(response.status).toBe(201)
  const { number } = (await response.json()) as { number: number }
  await ben.hears(SUPPORT, new RegExp(`${number}.*Call me`, 's'))
  const anna = await onDuty(stage, 'anna')
  await ben.asks(SUPPORT, `answer ${number}: I tried.`, /no address to answer to/)
  await ben.asks(SUPPORT, `settle ${number}`, /^Settled: Zoe/)
  await listChanges(anna)
  await ben.asks(SUPPORT, 'messages', /^No messages/)
  await ben.asks(SUPPORT, `settle ${number}`, /^No messages/)
  await mail.next()
})

test('Q5: who has waited too long is told so, and may leave a message', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await ben.statusOf(SUPPORT, /nobody waiting/)
  const mia = await stage.visitor()
  await mia.join()
  await ben.hears(SUPPORT, /Mia is waiting/)
  await ben.tells(SUPPORT, 'reject')
  expect(await mia.ended()).toBe('waited-too-long')
  const end = mia.connection.stanzas.items.map((one) => one.getChild('ended', NS.parlor)).find(Boolean)
  expect(end?.getChild('answer')?.attrs).toMatchObject({ do: 'message' })
})

test('Q5: without a ticket, with a used one, or without words nothing is kept', async () => {
  const mia = await stage.visitor()
  const bare = el('leave-message', { xmlns: NS.parlor }, submit(MIA), el('body', {}, 'x'))
  await expect(mia.connection.set(SUPPORT, bare)).rejects.toMatchObject({ condition: 'not-authorized' })
  await expect(leave(mia, '')).rejects.toMatchObject({ condition: 'bad-request' })
  await leave(mia, 'one')
  await expect(leave(mia, 'two')).rejects.toMatchObject({ condition: 'not-authorized' })
  await mail.next()
})

test('Q5: a call-back request: asked for where it is configured, told to an operator with the number, and settled', async () => {
  const mia = await stage.visitor()
  const refused = await mia.join().then(
    () => undefined,
    (error: { readonly element: Element }) => error.element,
  )
  expect(refused?.getChild('answer', NS.parlor)?.attrs).toMatchObject({ do: 'message', callback: 'true' })
  const look = await fetch(`${stage.component.url}/api/look?site=demo&workgroup=support`)
  expect(await look.json()).toMatchObject({ otherwise: { do: 'message', callback: true } })
  await expect(leave(mia, 'After three', { name: 'Mia', phone: 'no number' })).rejects.toMatchObject({
    condition: 'not-acceptable',
    text: 'Telephone must be a number like +45 12 34 56 78.',
  })
  await leave(mia, 'After three, about my order', { name: 'Mia', phone: '+45 12 34 56 78' })
  const toTeam = await mail.next()
  expect(toTeam.body).toContain('Telephone: +45 12 34 56 78')
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const told = await ben.hears(SUPPORT, /After three, about my order/)
  const number = /case (\d+), .*call back \+45 12 34 56 78: After three/.exec(
    told.getChildText('body') ?? '',
  )?.[1]
  const anna = await onDuty(stage, 'anna')
  const { rows } = await anna.command(SUPPORT, 'messages', {})
  expect(rows.at(-1)).toMatchObject({ number, name: 'Mia', phone: '+45 12 34 56 78' })
  await ben.asks(SUPPORT, `settle ${number}`, /^Settled: Mia/)
})
