import fc from 'fast-check'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../config/read.ts'
import type { Config, WorkgroupConfig } from '../config/types.ts'
import { isAddress, parseMailbox } from '../protocol/mail-address.ts'
import { openStore } from '../store/open.ts'
import type { NewMail, Store } from '../store/types.ts'
import { answerMessage, keepMessage, type MessageInput } from './left-message.ts'
import { backOff, GIVE_UP_AFTER, openPost, type Post } from './post.ts'
import { smtpMailer } from './smtp.ts'
import { startMailServer, type TestMailServer } from './smtp-server.kit.ts'

const log = pino({ level: 'silent' })
const NOW = 1_795_297_200_000

/** Moved by hand; alarms whose time has come ring in order. */
function handClock() {
  let now = NOW
  let alarms: { at: number; ring: () => void }[] = []
  return {
    now: () => now,
    wake(at: number, ring: () => void) {
      const alarm = { at, ring }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter((one) => one !== alarm)
      }
    },
    next: () => Math.min(...alarms.map(({ at }) => at)),
    moveTo(instant: number) {
      now = instant
      const due = alarms.filter(({ at }) => at <= now)
      alarms = alarms.filter(({ at }) => at > now)
      for (const { ring } of due) ring()
    },
  }
}

let server: TestMailServer
let store: Store
let clock: ReturnType<typeof handClock>
let posts: Post[] = []
beforeEach(async () => {
  server = await startMailServer()
  store = await openStore({ sqlite: ':memory:' }, { log })
  clock = handClock()
})
afterEach(async () => {
  await Promise.all(posts.map((post) => post.stop()))
  posts = []
  await Promise.all([server.close(), store.close()])
})

function configOf(mail = 'help@acme.example'): { config: Config; workgroup: WorkgroupConfig } {
  const config = readConfig(
    `
domain: localhost
xmpp: { component: support.localhost, secret: x, visitors: visitors.localhost, rooms: rooms.localhost }
http: { url: 'http://localhost:8080' }
smtp: { url: '${server.url}', from: 'Acme <desk@acme.example>' }
operators: { anna: { name: Anna } }
sites: { demo: { name: Acme, origins: [own], workgroups: [support] } }
workgroups:
  support:
    name: Support
    operators: [anna]
    mail: ${mail}
    form:
      - { name: name, label: Name }
      - { name: email, label: E-mail, datatype: email }
`,
    {},
  )
  const workgroup = config.workgroups.get('support@support.localhost')
  if (!workgroup) throw new Error('no workgroup')
  return { config, workgroup }
}

function input(workgroup: WorkgroupConfig, more: Partial<MessageInput> = {}): MessageInput {
  return {
    workgroup,
    visitorJid: '',
    answers: [
      { name: 'name', label: 'Name', values: ['Mia Ærø'] },
      { name: 'email', label: 'E-mail', values: ['mia@example.org'] },
    ],
    text: 'Where is my order?\nIt was for Friday.',
    parameters: [{ name: 'order', value: '77', verified: false }],
    page: 'https://shop.example/orders',
    ...more,
  }
}

/** Starts sending; each `wake` of the result looks at the queue again. */
function post(overConfig = configOf().config, toStore = store): Post {
  const { smtp } = overConfig
  const one = openPost({ store: toStore, clock, log, mailer: () => smtp && smtpMailer(smtp) })
  posts.push(one)
  return one
}

const say = (account: string, words: string) => said.push([account, words])
const said: [account: string, words: string][] = []

/** The store is asked until it says so: the post works by itself. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate)
}

const decoded = (words: string | undefined): string =>
  (words ?? '')
    .replace(/\?= =\?UTF-8\?Q\?/gi, '')
    .replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, text: string) =>
      decodeURIComponent(text.replaceAll('_', ' ').replaceAll('=', '%')),
    )

test('Q5: a left message is mailed to the workgroup, and its answer to the visitor', async () => {
  const { config, workgroup } = configOf()
  const left = await keepMessage({ config, store, clock }, input(workgroup))
  const sender = post(config)
  const toWorkgroup = await server.next()
  expect([toWorkgroup.from, toWorkgroup.to]).toEqual(['desk@acme.example', ['help@acme.example']])
  expect(decoded(toWorkgroup.header('Subject'))).toBe(
    `[Support] Message from Mia Ærø (case ${left.details.number})`,
  )
  expect(toWorkgroup.header('Reply-To')).toBe('mia@example.org')
  expect(toWorkgroup.header('Auto-Submitted')).toBe('auto-generated')
  expect(toWorkgroup.body).toContain('Where is my order?')
  expect(toWorkgroup.body).toContain('order: 77 (not verified)')

  const answer = { by: 'anna@localhost', at: NOW + 1_000, text: 'On its way.\n.\nAnna' }
  clock.moveTo(NOW + 1_000)
  expect(await answerMessage({ config, store, say }, workgroup, left.details.id, answer)).toBeUndefined()
  sender.wake()
  const toVisitor = await server.next()
  expect(toVisitor.to).toEqual(['mia@example.org'])
  expect(toVisitor.header('From')).toBe('"Anna, Support" <desk@acme.example>')
  expect(toVisitor.header('Subject')).toBe(`Re: Your message to Support (case ${left.details.number})`)
  expect(toVisitor.body).toContain('On its way.\r\n.\r\nAnna')
  expect(toVisitor.body).toContain('> Where is my order?')
  expect(await store.leftMessage(left.details.id)).toMatchObject({ answer })

  const again = await answerMessage({ config, store, say }, workgroup, left.details.id, answer)
  expect(again).toBe('answered-before')
  expect(await answerMessage({ config, store, say }, workgroup, 'none', answer)).toBe('no-such-message')
})

test('Q5: a message without an address is kept, and its answer is refused by name', async () => {
  const { config, workgroup } = configOf()
  const left = await keepMessage({ config, store, clock }, input(workgroup, { answers: [] }))
  expect(left.details.visitorName).toBe('Visitor')
  const answer = { by: 'anna@localhost', at: NOW, text: 'Hello' }
  expect(await answerMessage({ config, store, say }, workgroup, left.details.id, answer)).toBe('no-address')
  const { smtp, ...without } = config
  expect(smtp).toBeDefined()
  const second = await keepMessage({ config: without, store, clock }, input(workgroup))
  expect(await answerMessage({ config: without, store, say }, workgroup, second.details.id, answer)).toBe(
    'no-mail-server',
  )
  expect((await store.dueMails(NOW, 10)).map(({ id }) => id)).toEqual([`${left.details.id}.left`])
})

test('Q5: who has left it from an account, and no e-mail address, gets the answer there', async () => {
  const { config, workgroup } = configOf()
  const from = { answers: [], visitorJid: 'dora@localhost/psi' }
  const left = await keepMessage({ config, store, clock }, input(workgroup, from))
  const answer = { by: 'anna@localhost', at: NOW, text: 'On its way.' }
  expect(await answerMessage({ config, store, say }, workgroup, left.details.id, answer)).toBeUndefined()
  const words = `Anna answers your message (case ${left.details.number}):\n> Where is my order?\n> It was for Friday.\n\nOn its way.`
  expect(said).toEqual([['dora@localhost', words]])
  expect(await store.leftMessage(left.details.id)).toMatchObject({ answer })
  const anonymous = await keepMessage(
    { config, store, clock },
    input(workgroup, { answers: [], visitorJid: 'x1@visitors.localhost/y' }),
  )
  expect(await answerMessage({ config, store, say }, workgroup, anonymous.details.id, answer)).toBe(
    'no-address',
  )
})

const mail = (id: string, more: Partial<NewMail> = {}): NewMail => ({
  id,
  at: NOW,
  to: 'mia@example.org',
  subject: 'Hello',
  text: 'Hello',
  ...more,
})

test('Q5: a mail outlives a server that is away, and is tried ever later', async () => {
  const { port } = new URL(server.url)
  await server.close()
  await store.queueMail(mail('m1'))
  post()
  await until(async () => (await store.nextMailAt()) === NOW + 60_000)
  clock.moveTo(NOW + 60_000)
  await until(async () => (await store.nextMailAt()) === NOW + 180_000)
  server = await startMailServer(Number(port))
  clock.moveTo(NOW + 180_000)
  const got = await server.next()
  expect(got.to).toEqual(['mia@example.org'])
  await until(async () => (await store.nextMailAt()) === undefined)
  expect(server.received).toHaveLength(1)
})

test('Q5: what waited in the queue is sent after a restart, once', async () => {
  server.answer = 451
  await store.queueMail(mail('m1'))
  const first = post()
  await until(async () => (await store.dueMails(NOW + 60_000, 1))[0]?.attempts === 1)
  await first.stop()
  server.answer = 250
  clock.moveTo(NOW + 60_000)
  post()
  const got = await server.next()
  expect(got.header('Message-ID')).toMatch(/^<[0-9a-f]{32}@acme\.example>$/)
  await until(async () => (await store.nextMailAt()) === undefined)
  expect(server.received).toHaveLength(1)
})

test('Q5: a recipient refused for good is given up at once, and holds up nobody', async () => {
  server.answer = 550
  await store.queueMail(mail('m1'))
  const sender = post()
  await until(async () => (await store.failedMails()).length === 1)
  expect(await store.failedMails()).toMatchObject([{ id: 'm1', attempts: 1 }])
  server.answer = 250
  await store.queueMail(mail('m2'))
  sender.wake()
  await server.next()
  await until(async () => (await store.nextMailAt()) === undefined)
})

test('Q5: after five days in vain a mail is given up', async () => {
  server.answer = 451
  await store.queueMail(mail('m1'))
  post()
  let attempts = 0
  while ((await store.failedMails()).length === 0) {
    attempts += 1
    await until(async () => {
      const [due] = await store.dueMails(Number.MAX_SAFE_INTEGER, 1)
      return due === undefined || due.attempts === attempts
    })
    const next = await store.nextMailAt()
    if (next === undefined) break
    expect(next).toBe(clock.now() + backOff(attempts))
    await until(async () => clock.next() === next)
    clock.moveTo(next)
  }
  expect(clock.now()).toBeLessThanOrEqual(NOW + GIVE_UP_AFTER)
  expect(clock.now()).toBeGreaterThan(NOW + GIVE_UP_AFTER - 5 * 3_600_000)
})

test('Q5: without a mail server nothing is tried and nothing is lost', async () => {
  await store.queueMail(mail('m1'))
  const idle = openPost({ store, clock, log, mailer: () => undefined })
  await idle.stop()
  expect(await store.dueMails(NOW, 1)).toMatchObject([{ id: 'm1', attempts: 0 }])
})

const nasty = fc.string({
  unit: fc.constantFrom(
    'a',
    'é',
    '\r',
    '\n',
    '\r\nBcc: eve@evil.example\r\n',
    ':',
    '<',
    '>',
    '"',
    ',',
    '@',
    '.',
    '\u2028',
    '\0',
    '=?',
    ' ',
  ),
  maxLength: 30,
})

test('T30, B6: nothing a visitor writes becomes a header or a second recipient', async () => {
  const mailer = smtpMailer({ url: server.url, from: { name: 'Acme', address: 'desk@acme.example' } })
  const known =
    /^(From|To|Subject|Message-ID|Date|Reply-To|MIME-Version|Content-Type|Content-Transfer-Encoding|Auto-Submitted): /i
  await fc.assert(
    fc.asyncProperty(nasty, nasty, nasty, nasty, async (subject, fromName, text, replyTo) => {
      await mailer.send(mail('x', { subject, fromName, text, replyTo }))
      const got = await server.next()
      expect(got.to).toEqual(['mia@example.org'])
      expect(got.headers.filter((line) => !known.test(line))).toEqual([])
      expect(new Set(got.headers.map((line) => line.split(':')[0]?.toLowerCase())).size).toBe(
        got.headers.length,
      )
    }),
    { numRuns: 40 },
  )
  await fc.assert(
    fc.asyncProperty(nasty, async (to) => {
      fc.pre(!isAddress(to))
      await expect(mailer.send(mail('x', { to }))).rejects.toMatchObject({ isFinal: true })
    }),
  )
  expect(server.received.every(({ to }) => to.length === 1)).toBe(true)
})

test.each([
  ['mia@example.org', true],
  ['mia+shop@mail.example.org', true],
  ['mia@localhost', true],
  ['måns@exämple.se', true],
  ['mia@example.org, eve@evil.example', false],
  ['mia@example.org\nBcc: eve@evil.example', false],
  ['<mia@example.org>', false],
  ['mia@@example.org', false],
  ['@example.org', false],
  ['mia@', false],
  [`${'x'.repeat(65)}@example.org`, false],
  [`mia@${'x.'.repeat(130)}org`, false],
])('an address: %s', (text, good) => {
  expect(isAddress(text)).toBe(good)
})

test('a sender, with and without a name', () => {
  expect(parseMailbox('help@acme.example')).toEqual({ address: 'help@acme.example' })
  expect(parseMailbox('Acme Support <help@acme.example>')).toEqual({
    name: 'Acme Support',
    address: 'help@acme.example',
  })
  expect(parseMailbox('"Acme, Inc." <help@acme.example>')?.name).toBe('Acme, Inc.')
  for (const bad of ['Acme', 'Acme <help>', 'a\nb <help@acme.example>', '<a@b> <c@d>', 7])
    expect(parseMailbox(bad)).toBeUndefined()
})
