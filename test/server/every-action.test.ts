/** Every action of an operator is a word and an ad-hoc command, in any client, with the same outcome (A3). */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { el, NS, type PlainOperator } from '../support/people/index.ts'
import { submit } from '../support/people/stanza.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage({
    component: { yaml: (demo) => demo.replaceAll('    routing:', '    ringFor: 2 min\n    routing:') },
  })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

/** Says it, and resolves with what was answered in words. */
type Says = (
  who: PlainOperator,
  words: string,
  form: Readonly<Record<string, string>>,
  answer: RegExp,
) => Promise<string>

const byWord: Says = (who, words, _form, answer) => who.asks(SUPPORT, words, answer)

const byCommand: Says = async (who, words, { node = words.split(' ')[0] ?? '', ...fields }) => {
  const command = el('command', { xmlns: NS.commands, node, action: 'execute' }, submit(fields))
  const done = (await who.connection.set(SUPPORT, command)).getChild('command', NS.commands)
  return done?.getChildText('note') ?? ''
}

async function leaveMessage(name: string): Promise<void> {
  const response = await fetch(`${stage.component.url}/api/message`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stage.component.url },
    body: JSON.stringify({ site: 'demo', workgroup: 'support', form: { name }, text: 'Call me' }),
  })
  expect(response.status).toBe(201)
}

async function onDuty(name: 'ben' | 'carol'): Promise<PlainOperator> {
  const operator = await stage.plainOperator(name)
  await operator.add(SUPPORT)
  return operator
}

test.each([
  ['words', byWord],
  ['ad-hoc commands', byCommand],
])('A3: the whole day by %s', async (_, says) => {
  const [ben, carol] = [await onDuty('ben'), await onDuty('carol')]
  const does = async (
    who: PlainOperator,
    words: string,
    form: Readonly<Record<string, string>>,
    answer: RegExp,
  ) => expect(await says(who, words, form, answer), words).toMatch(answer)

  const mia = await stage.visitor()
  const { id, number: mias } = await mia.join({ name: 'Mia', problem: 'My refund' })
  await Promise.all([ben.hears(SUPPORT, /Mia is waiting/), carol.hears(SUPPORT, /Mia is waiting/)])
  const since = ben.connection.stanzas.mark()
  await does(ben, 'queue', {}, /^1 waiting:\nMia, case \d+, .*rings at you: My refund$/)
  await does(carol, 'reject mia', { case: 'mia' }, /^Rejected: Mia, case \d+\.$/)
  await does(carol, 'priority mia high', { case: 'mia', priority: 'high' }, /^Priority 10: Mia/)
  await does(ben, 'take mia', { case: 'mia' }, /^Taken: Mia, case \d+\./)
  const [here, there] = await Promise.all([mia.enterWhenInvited(), ben.enterWhenInvited({ since })])
  await there.say('My name is Ben')
  await here.hears('My name is Ben')
  await does(
    ben,
    'status dnd lunch',
    { show: 'dnd', status: 'lunch' },
    /^You are dnd \(lunch\), 1 of 4 chats\.\n- Mia/,
  )
  await does(ben, 'status available', { show: 'available' }, /^You are available, 1 of 4/)

  await does(ben, 'note mia: Called back', { case: 'mia', text: 'Called back' }, /^Noted: Mia/)
  await does(carol, 'note mia', { case: 'mia' }, /^Notes, Mia.*\nBen, .* ago: Called back$/)
  await does(ben, 'tag mia: refund', { case: 'mia', tags: 'refund' }, /^Tagged refund: Mia/)
  const hello = { name: 'hi', text: 'Hello {visitor}, this is {operator} of {workgroup}.' }
  await does(ben, `canned save hi: ${hello.text}`, { do: 'save', ...hello }, /^Saved: \/hi\.$/)
  await does(ben, '/hi', { node: 'canned', do: 'use', name: 'hi' }, /^Hello Mia, this is Ben of Support\.$/)
  await does(ben, 'canned remove hi', { do: 'remove', name: 'hi' }, /^Removed: \/hi\.$/)

  const toCarol = { case: 'mia', to: 'carol', note: 'Please check' }
  await does(ben, 'transfer mia to carol: Please check', toCarol, /^Offered to Carol: Mia/)
  await carol.hears(SUPPORT, /^Ben hands a chat on to you: Mia[\s\S]*Please check/)
  await does(ben, 'keep mia', { case: 'mia' }, /^Kept: Mia/)
  const asked = carol.connection.stanzas.mark()
  await does(
    ben,
    'invite carol to mia: Come in',
    { guest: 'carol', case: 'mia', note: 'Come in' },
    /^Asked Carol/,
  )
  await carol.hears(SUPPORT, /^Ben asks you into a chat/, { since: asked })
  await does(carol, 'take mia', { case: 'mia' }, /^Taken: Mia/)
  await carol.enterWhenInvited({ since: asked })
  await here.hears(/^Carol has joined/)
  await does(carol, 'leave mia', { case: 'mia' }, /^Left: Mia/)
  await here.hears(/^Carol has left/)
  const silently = carol.connection.stanzas.mark()
  await does(carol, 'join mia silently', { case: 'mia', silent: 'true' }, /^Joining silently: Mia/)
  await carol.enterWhenInvited({ since: silently })
  await does(carol, 'takeover mia', { case: 'mia' }, /^Yours now: Mia/)
  await here.hears(/^Carol will go on/)
  const back = ben.connection.stanzas.mark()
  // Until Carol's seats are settled it is hers, and going to nobody.
  const toBen = { case: 'mia', to: 'ben' }
  await expect
    .poll(() =>
      says(carol, 'assign mia to ben', toBen, /^Assigned to Ben: Mia|has taken this request/).catch(String),
    )
    .toMatch(/^Assigned to Ben: Mia/)
  await ben.enterWhenInvited({ since: back })
  const archived = stage.component.logs(new RegExp(`${id}.*archived`))
  await does(ben, 'close mia', { case: 'mia' }, /^Closed: Mia/)
  expect(await mia.ended()).toBe('operator-closed')
  await archived
  await does(ben, 'search name ben', { text: 'name ben' }, /^Mia, case \d+, Ben/)
  await does(ben, 'report', {}, /requests: \d+ served.*\nBen: \d+ served/s)
  const entry = { case: mias, question: 'Whose name?', answer: "Ben's." }
  await does(ben, `faq from ${mias}: Whose name? Ben's.`, { do: 'from', ...entry }, /^Saved: /)
  await does(ben, 'faq whose', { do: 'list', text: 'whose' }, /Whose name\? Ben's\./)

  await leaveMessage('Zoe')
  await does(ben, 'messages', {}, /Zoe, case \d+, .*no address to answer to: Call me/)
  await does(ben, 'settle zoe', { case: 'zoe' }, /^Settled: Zoe/)
  await does(
    carol,
    'notices add Slow today',
    { do: 'add', text: 'Slow today' },
    /^The start page says it now/,
  )
  const [, number = ''] = /^(\d+): Slow today$/.exec(await says(ben, 'notices', {}, /Slow today/)) ?? []
  await does(carol, `notices remove ${number}`, { do: 'remove', text: number }, /^Removed/)
  await does(ben, 'visitors', {}, /^Nobody is on the site/)
  await does(ben, 'contact dora@localhost', { visitor: 'dora@localhost' }, /^Invited: dora@localhost/)
  await does(ben, 'close dora', { case: 'dora' }, /^Closed: dora/)
  await does(
    ben,
    'block 203.0.113.9 for 2 h',
    { case: '203.0.113.9', for: '2 h' },
    /^Blocked: 203\.0\.113\.9, for 2 h/,
  )
  const [, block = ''] = /^(\d+): 203/.exec(await says(ben, 'blocked', {}, /203\.0\.113\.9, 2 h more/)) ?? []
  await does(ben, `unblock ${block}`, { number: block }, /^They may ask again/)
  await does(carol, 'erase zoe@example.org', { who: 'zoe@example.org' }, /^Nothing is kept about them/)
  await does(carol, 'export 999999', { who: '999999' }, /"cases": \[\]/)
  await does(carol, 'pause', {}, /^Support is paused/)
  await does(carol, 'open', {}, /^Support is no longer paused/)
  await does(ben, 'help transfer', { word: 'transfer' }, /^transfer \[case\] to /)
})

test('A3: the list of commands has every word, for operators those of operators', async () => {
  const [ben, carol] = [await onDuty('ben'), await onDuty('carol')]
  const query = el('query', { xmlns: 'http://jabber.org/protocol/disco#items', node: NS.commands })
  const nodesOf = async (who: PlainOperator) => {
    const items = (await who.connection.get(SUPPORT, query)).getChild('query')?.getChildren('item') ?? []
    return items.map(({ attrs }) => String(attrs.node))
  }
  const wordsOf = async (who: PlainOperator) =>
    (await who.asks(SUPPORT, 'help', /^help /)).split('\n').map((line) => line.split(' ')[0] ?? '')
  // Forms for what one word says with more words behind it.
  const isForm = (node: string) => /^(set|change)-|-until$/.test(node)
  for (const who of [ben, carol])
    expect((await nodesOf(who)).filter((node) => !isForm(node))).toEqual(await wordsOf(who))
  const [his, hers] = [await nodesOf(ben), await nodesOf(carol)]
  expect(hers.filter((node) => !his.includes(node))).toEqual(
    expect.arrayContaining(['join', 'assign', 'takeover', 'priority', 'pause', 'open']),
  )
})
