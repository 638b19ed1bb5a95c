/** An operator speaks first to somebody who only reads a page of the site (R7), on a real server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { mmdb } from '../../component/src/effects/mmdb.kit.ts'
import { NS, type Operator } from '../support/people/index.ts'
import { SitePage } from '../support/site-page.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage
const folder = mkdtempSync(join(tmpdir(), 'parlor-places-'))
const pages: SitePage[] = []

beforeAll(async () => {
  const file = join(folder, 'places.mmdb')
  writeFileSync(file, mmdb({ '127.0.0.0/8': { city: 'Aarhus', country_code: 'DK' } }))
  const yaml = (demo: string) =>
    `places: [${file}]\n${demo}`
      .replace('    origins: [own]\n', '    origins: [own]\n    monitoring: on\n')
      .replace('    name: Support\n', '    name: Support\n    seats: 2\n')
  stage = await setStage({ component: { yaml } })
})
afterEach(async () => {
  for (const page of pages.splice(0)) page.leave()
  await stage.clear()
})
afterAll(async () => {
  await stage?.end()
  rmSync(folder, { recursive: true })
})

async function arrive(title: string): Promise<SitePage> {
  const about = {
    page: `https://shop.example/${title}`,
    title,
    referrer: 'https://search.example/',
    language: 'da',
  }
  const page = await SitePage.open(stage.component.url, about)
  pages.push(page)
  await page.hears('here')
  return page
}

async function onDuty(name: 'anna' | 'ben' | 'carol'): Promise<Operator> {
  const operator = await stage.operator(name)
  await operator.onDuty(SUPPORT)
  await operator.queue(SUPPORT)
  return operator
}

const listed = async (operator: Operator, title: string) => {
  const { rows } = await operator.command(SUPPORT, 'visitors', {})
  return rows.find((row) => row.title === title)
}

async function invite(operator: Operator, title: string): Promise<void> {
  const visitor = (await listed(operator, title))?.visitor ?? ''
  const { note } = await operator.command(SUPPORT, 'contact', { visitor })
  expect(note).toMatch(/^Invited: Visitor \d+\./)
}

/** What the operator is told came of it. */
const news = async (operator: Operator, what: string) => {
  const stanza = await operator.connection.stanzas.until(
    (one) => one.getChild('site-news', NS.parlor)?.attrs.what === what,
    `the news "${what}"`,
    { within: 30_000 },
  )
  return stanza.getChildText('body') ?? ''
}

test('R7: an operator invites who is on the site: yes, and their chat begins, without a form', async () => {
  const anna = await onDuty('anna')
  await onDuty('ben')
  const since = anna.connection.stanzas.mark()
  const page = await arrive('Cart')
  await anna.connection.stanzas.until(
    (one) => one.getChild('visitors', NS.parlor) !== undefined,
    'the news that somebody has come',
    { since },
  )
  expect(await listed(anna, 'Cart')).toMatchObject({
    ...{ page: 'https://shop.example/Cart', referrer: 'https://search.example/', language: 'da' },
    ...{ invited: '', busy: 'false' },
  })
  const asked = await anna.command(SUPPORT, 'contact')
  expect(String(asked.form)).toContain('Cart')
  await invite(anna, 'Cart')
  expect(await page.hears('invited')).toMatchObject({ by: 'Anna', workgroup: 'Support' })
  expect(await listed(anna, 'Cart')).toMatchObject({ invited: 'Anna' })

  const mia = await stage.visitor({ invitation: await page.invitation() })
  expect(await mia.join({})).toMatchObject({ phase: 'opening' })
  expect(await news(anna, 'accepted')).toMatch(/^Visitor \d+ comes to the chat/)
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await there.say('May I help?')
  await here.hears('May I help?')
  expect(await listed(anna, 'Cart')).toMatchObject({ invited: '', busy: 'true' })
  await mia.depart()
})

test('R7: any client: the list and the invitation by words; no is told, and so is leaving', async () => {
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  await ben.asks(SUPPORT, 'visitors', /Nobody is on the site|on the site:/)
  const page = await arrive('Terms')
  const list = await ben.asks(SUPPORT, 'visitors', /Terms/)
  const handle = /(v\d+): Visitor \d+, Terms/.exec(list)?.[1] ?? ''
  await ben.asks(SUPPORT, `contact ${handle}`, /^Invited: Visitor/)
  expect(await page.decline()).toBe(204)
  await ben.hears(SUPPORT, /does not want to chat now/)
  await ben.asks(SUPPORT, `contact ${handle.slice(1)}`, /^Invited: Visitor/)
  page.leave()
  await ben.hears(SUPPORT, /has left the site/, { within: 30_000 })
  await ben.asks(SUPPORT, `contact ${handle}`, /There is no visitor/)
})

test('R7: the invitation is one operator’s; each keeps a seat for whom they ask', async () => {
  const [anna, ben] = [await onDuty('anna'), await onDuty('ben')]
  const first = await arrive('One')
  const second = await arrive('Two')
  await arrive('Three')
  await invite(anna, 'One')
  const one = (await listed(ben, 'One'))?.visitor ?? ''
  await expect(ben.command(SUPPORT, 'contact', { visitor: one })).rejects.toMatchObject({
    condition: 'conflict',
    message: expect.stringContaining('Anna has invited'),
  })
  await invite(anna, 'Two')
  const three = (await listed(anna, 'Three'))?.visitor ?? ''
  await expect(anna.command(SUPPORT, 'contact', { visitor: three })).rejects.toMatchObject({
    condition: 'resource-constraint',
  })
  await expect(anna.command(SUPPORT, 'contact', { visitor: 'v999999' })).rejects.toMatchObject({
    condition: 'item-not-found',
  })
  expect([await first.decline(), await second.decline()]).toEqual([204, 204])
  await invite(anna, 'Three')
  await pages.at(-1)?.decline()
})

test('R7: the operator is gone meanwhile: the visitor waits like everybody else, and is served', async () => {
  const [anna, ben] = [await onDuty('anna'), await onDuty('ben')]
  const page = await arrive('Slow')
  await invite(anna, 'Slow')
  const invitation = await page.invitation()
  const gone = ben.connection.stanzas.mark()
  await anna.offDuty(SUPPORT)
  await ben.connection.stanzas.until(
    (one) => one.getChild('notify-agents', NS.workgroup)?.getChildText('available') === '1',
    'the news that Anna has gone',
    { since: gone },
  )
  const mia = await stage.visitor({ invitation })
  expect(await mia.join({})).toMatchObject({ phase: 'waiting' })
  await news(anna, 'queued')
  await ben.accept(await ben.offer())
  await Promise.all([mia.enterWhenInvited(), ben.enterWhenInvited()])
  await mia.depart()
})

test('R7: an invitation works once, and for nobody who made it up', async () => {
  const anna = await onDuty('anna')
  const page = await arrive('Once')
  await invite(anna, 'Once')
  const invitation = await page.invitation()
  const mia = await stage.visitor({ invitation })
  await mia.join({})
  await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await expect(stage.visitor({ invitation })).rejects.toThrow('404')
  await expect(stage.visitor({ invitation: 'made-up' })).rejects.toThrow('404')
  const eve = await stage.visitor()
  await expect(eve.join({})).rejects.toMatchObject({ condition: 'not-acceptable' })
  await mia.depart()
})

test('D4: what can be seen of a visitor stands in the list and in the offer, and is erased with the case', async () => {
  const anna = await onDuty('anna')
  const about = { consent: true, visits: 3, known: `of-${Date.now()}` }
  const from = { referrer: 'https://search.example/?q=parcel+late' }
  const open = async (title: string, visitor?: string) => {
    const page = await SitePage.open(
      stage.component.url,
      { ...about, ...from, visitor, title, page: `https://shop.example/${title}` },
      { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' },
    )
    pages.push(page)
    return (await page.hears('here')).visitor ?? ''
  }
  const visitor = await open('help', await open('start'))
  const background = { place: 'Aarhus, Denmark', words: 'parcel late', path: '/start /help', visits: '3' }
  expect(await listed(anna, 'help')).toMatchObject({ ...background, browser: 'Firefox 128 on Linux' })

  const asks = async () => {
    const mia = await stage.visitor({ visitor })
    const { id, number } = await mia.join()
    const seen = (await anna.offer(id)).stanza.toString()
    await mia.depart()
    return { number, seen }
  }
  const first = await asks()
  for (const text of ['Aarhus, Denmark', 'Firefox 128', 'parcel late', '/start /help'])
    expect(first.seen).toContain(text)
  expect(first.seen).not.toContain('earlier=')
  expect((await asks()).seen).toMatch(/earlier=.1/)

  const carol = await onDuty('carol')
  const exported = () => carol.command(SUPPORT, 'export', { who: first.number }).then(JSON.stringify)
  await expect.poll(exported).toContain('Aarhus, Denmark')
  await carol.command(SUPPORT, 'erase', { who: first.number, now: 'true' })
  expect(await exported()).not.toContain('Aarhus')
})
