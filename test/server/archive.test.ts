/** The workgroup as an archive that its operators read with any client (XEP-0313, XEP-0431). */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Element } from 'ltx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { el, NS, type Operator } from '../support/people/index.ts'
import { SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

const FULLTEXT = '{urn:xmpp:fulltext:0}fulltext'
const ours = (name: string) => `{urn:parlor:1}${name}`

let stage: Stage
let anna: Operator

/** Mia's conversation, and Omar's after it. */
beforeAll(async () => {
  stage = await setStage()
  anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  await converse('Mia', ['Where is my parcel?', 'It is lost'], 'We send another one')
  await converse('Omar', ['I want a refund'], 'The refund takes a week')
})
afterAll(() => stage?.end())

async function converse(name: string, asks: readonly string[], says: string): Promise<void> {
  const visitor = await stage.visitor()
  const { id } = await visitor.join({ name, email: `${name.toLowerCase()}@example.org` })
  const since = anna.connection.stanzas.mark()
  await anna.accept(await anna.offer(id))
  const [here, there] = await Promise.all([visitor.enterWhenInvited(), anna.enterWhenInvited({ since })])
  for (const words of asks) await here.say(words)
  await there.hears(asks.at(-1) ?? '')
  await there.say(says)
  await here.hears(says)
  const archived = stage.component.logs(new RegExp(`${id}.*archived`))
  await anna.command(SUPPORT, 'tag', { case: id, tags: name.toLowerCase() })
  await anna.close(SUPPORT, id)
  await archived
}

/** The files below these folders in which the words stand. */
const filesHolding = (folders: readonly string[], words: string): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile() && readFileSync(file).includes(Buffer.from(words))),
  )

const form = (fields: Readonly<Record<string, string | readonly string[]>>): Element =>
  el(
    'x',
    { xmlns: NS.data, type: 'submit' },
    el('field', { var: 'FORM_TYPE', type: 'hidden' }, el('value', {}, NS.mam)),
    ...Object.entries(fields).map(([name, values]) =>
      el('field', { var: name }, ...[values].flat().map((value) => el('value', {}, value))),
    ),
  )

const page = (parts: Readonly<Record<string, string>>): Element =>
  el('set', { xmlns: NS.rsm }, ...Object.entries(parts).map(([name, value]) => el(name, {}, value)))

async function read(who: Operator, of: string, ...inside: Element[]) {
  const { connection } = who
  const since = connection.stanzas.mark()
  const answer = await connection.set(of, el('query', { xmlns: NS.mam, queryid: 'q1' }, ...inside))
  const results = connection.stanzas.items
    .slice(since)
    .map((stanza) => stanza.getChild('result', NS.mam))
    .filter((result) => result !== undefined)
  const fin = answer.getChild('fin', NS.mam)
  return {
    results,
    bodies: results.map((one) =>
      one.getChild('forwarded', NS.forward)?.getChild('message')?.getChildText('body'),
    ),
    ids: results.map((one) => String(one.attrs.id)),
    complete: fin?.attrs.complete === 'true',
    set: fin?.getChild('set', NS.rsm),
  }
}

const MIA = ['Where is my parcel?', 'It is lost', 'We send another one', 'Anna has ended this conversation.']
const OMAR = ['I want a refund', 'The refund takes a week', 'Anna has ended this conversation.']

test('M2: the workgroup says that it is an archive, what can be asked of it, and where it begins and ends', async () => {
  const { connection } = anna
  const info = await connection.get(SUPPORT, el('query', { xmlns: 'http://jabber.org/protocol/disco#info' }))
  const features = String(info)
  for (const feature of [NS.mam, `${NS.mam}#extended`, 'urn:xmpp:fulltext:0'])
    expect(features).toContain(`"${feature}"`)
  const asked = await connection.get(SUPPORT, el('query', { xmlns: NS.mam }))
  const names = asked.getChild('query', NS.mam)?.getChild('x', NS.data)?.getChildren('field')
  expect(names?.map((field) => field.attrs.var)).toEqual(
    expect.arrayContaining(['with', 'start', 'before-id', 'ids', FULLTEXT, ours('case'), ours('tag')]),
  )
  const { ids } = await read(anna, SUPPORT)
  const told = (await connection.get(SUPPORT, el('metadata', { xmlns: NS.mam }))).getChild('metadata', NS.mam)
  expect([told?.getChild('start')?.attrs.id, told?.getChild('end')?.attrs.id]).toEqual([ids[0], ids.at(-1)])
})

test('M2: an operator reads what was said, page by page, both ways, and flipped', async () => {
  const all = await read(anna, SUPPORT)
  expect(all.bodies).toEqual([...MIA, ...OMAR])
  expect(all.complete).toBe(true)
  const [first] = all.results
  const message = first?.getChild('forwarded', NS.forward)?.getChild('message')
  expect(first?.attrs.queryid).toBe('q1')
  expect(message?.attrs).toMatchObject({
    type: 'groupchat',
    from: expect.stringMatching(/@rooms\.localhost\/Mia$/),
  })
  expect(message?.attrs.to).toBeUndefined()
  expect(message?.getChildren('stanza-id').map(({ attrs }) => [attrs.by, attrs.id])).toEqual([
    [SUPPORT, all.ids[0]],
  ])
  expect(first?.getChild('case', 'urn:parlor:1')?.attrs).toMatchObject({
    name: 'Mia',
    operator: 'anna@localhost',
  })

  const one = await read(anna, SUPPORT, page({ max: '3' }))
  expect([one.bodies, one.complete]).toEqual([MIA.slice(0, 3), false])
  const two = await read(anna, SUPPORT, page({ max: '3', after: one.set?.getChildText('last') ?? '' }))
  expect(two.bodies).toEqual([MIA[3], ...OMAR.slice(0, 2)])
  const last = await read(anna, SUPPORT, page({ max: '2', before: '' }), el('flip-page'))
  expect([last.bodies, last.complete]).toEqual([OMAR.slice(1).reverse(), false])
  const before = await read(anna, SUPPORT, page({ max: '9', before: last.set?.getChildText('first') ?? '' }))
  expect([before.bodies, before.complete]).toEqual([[...MIA, OMAR[0]], true])
  const count = await read(anna, SUPPORT, page({ max: '0' }))
  expect([count.bodies, count.set?.getChildText('count')]).toEqual([[], '7'])
  await expect(read(anna, SUPPORT, page({ after: 'none' }))).rejects.toMatchObject({
    condition: 'item-not-found',
  })
})

test('M2: by words, with marks where they stand, and by what is known of the case', async () => {
  const bodies = async (fields: Parameters<typeof form>[0]) =>
    (await read(anna, SUPPORT, form(fields))).bodies
  const found = await read(anna, SUPPORT, form({ [FULLTEXT]: 'REFUND -want' }))
  expect(found.bodies).toEqual(['The refund takes a week'])
  expect(String(found.results[0]?.getChild('found', 'urn:parlor:1'))).toContain(
    'The <mark>refund</mark> takes',
  )
  expect(await bodies({ withtext: '"my parcel"' })).toEqual([MIA[0]])
  expect(await bodies({ [ours('tag')]: 'omar' })).toEqual(OMAR)
  expect(await bodies({ with: 'mia@example.org' })).toEqual(MIA)
  expect(await bodies({ with: 'anna@localhost', [FULLTEXT]: 'parc*' })).toEqual([MIA[0]])
  expect(await bodies({ with: 'ben@localhost' })).toEqual([])
  expect(await bodies({ end: '2020-01-01T00:00:00Z' })).toEqual([])
  await expect(bodies({ nonsense: 'x' })).rejects.toMatchObject({ condition: 'feature-not-implemented' })
  await expect(bodies({ start: 'soon' })).rejects.toMatchObject({ condition: 'bad-request' })
})

test('M2: strangers are refused, and sales has nothing of it', async () => {
  const visitor = await stage.visitor()
  const ask = { connection: visitor.connection } as Operator
  await expect(read(ask, SUPPORT)).rejects.toMatchObject({ condition: 'forbidden' })
  expect((await read(anna, SALES)).bodies).toEqual([])
})

test('M5: a person is erased by one command, on the server too, and no file holds a word of them', async () => {
  const carol = await stage.operator('carol')
  const tell = async (who: string, now?: 'true') =>
    (await carol.command(SUPPORT, 'erase', { who, ...(now && { now }) })).note
  const isInFiles = (words: string) =>
    filesHolding([stage.prosody.dataDir, dirname(stage.component.database)], words)
  expect(await tell('mia@example.org')).toMatch(/^Kept: 1 case \(\d+\) with 4 lines and 0 notes/)
  expect(isInFiles('It is lost')).not.toEqual([])
  expect(await tell('mia@example.org', 'true')).toMatch(
    /^Erased: 1 case; searched afterwards: nothing of them is left/,
  )
  // The server's own log of writes has it until it is folded in, which is the server's business.
  for (const words of ['It is lost', 'Where is my parcel', 'mia@example.org'])
    expect(isInFiles(words).filter((file) => !file.endsWith('prosody.sqlite-wal'))).toEqual([])
  expect((await read(anna, SUPPORT)).bodies).toEqual(OMAR)
  expect(await tell('mia@example.org')).toMatch(
    /^Nothing is kept about them\.\nErased on .* its signature holds\.$/,
  )
  expect((await carol.command(SUPPORT, 'report', { period: 'today' })).rows[0]).toMatchObject({ served: '2' })
})

test('M5: a file that somebody was sent goes with them', async () => {
  const file = Buffer.from('The contract of Zora')
  const asked = el('request', {
    ...{ xmlns: 'urn:xmpp:http:upload:0', filename: 'contract.txt' },
    ...{ size: String(file.length), 'content-type': 'text/plain' },
  })
  const slot = (await anna.connection.get('upload.localhost', asked)).getChild('slot')
  const put = slot?.getChild('put')
  const headers = Object.fromEntries(
    put?.getChildren('header').map((header) => [String(header.attrs.name), header.getText()]) ?? [],
  )
  const here = (url: string) => `http://localhost:${stage.prosody.httpPort}${new URL(url).pathname}`
  const sent = await fetch(here(put?.attrs.url), {
    ...{ method: 'PUT', body: file },
    headers: { ...headers, 'content-type': 'text/plain' },
  })
  expect(sent.status).toBe(201)
  const address = String(slot?.getChild('get')?.attrs.url)
  await converse('Zora', ['Where is my contract?'], address)
  const read = async () => (await fetch(here(address))).status
  expect(await read()).toBe(200)
  const carol = await stage.operator('carol')
  const done = await carol.command(SUPPORT, 'erase', { who: 'zora@example.org', now: 'true' })
  expect(done.note).toMatch(/^Erased: 1 case; searched afterwards: nothing of them is left/)
  // Gone (RFC 9110 § 15.5.11), as the server says of what it had.
  expect(await read()).toBe(410)
  expect(filesHolding([stage.prosody.dataDir], 'The contract of Zora')).toEqual([])
})
