import { afterEach, beforeEach, expect, test } from 'vitest'
import { problem, type TestServer, testServer } from '../testing.kit.ts'
import { icons, svgOf } from './icons.ts'
import { pngOf } from './png.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.close())

const STATES = ['available', 'away', 'xa', 'dnd', 'offline'] as const
const set = (show: (typeof STATES)[number] | 'chat', more: object = {}) => {
  server.state.availability = { open: true, show, statusText: '2 waiting', waiting: 2, ...more }
}
const text = async (path: string) => (await server.get(path)).text()
const bytes = async (path: string) => Buffer.from(await (await server.get(path)).arrayBuffer())
/** Of a PNG: RFC 2083 §4.1.1. */
const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]
/** Without `cache-control`, fetch would ask for a fresh copy in any case. */
const again = (etag: string | null) => ({ 'if-none-match': etag ?? '', 'cache-control': 'max-age=0' })

test('V3: every form says the same and is cached for seconds, with an ETag', async () => {
  set('dnd', { open: false })
  const svg = await server.get('/status/sales.svg?language=en')
  expect(svg.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  expect(svg.headers.get('cache-control')).toBe('public, max-age=5, must-revalidate')
  expect(await svg.text()).toContain('<title>Sales &amp; &lt;more&gt;: do not disturb</title>')
  const json = JSON.parse(await text('/status/sales@support.localhost.json?language=en')) as {
    version: string
  }
  expect(json).toEqual({
    workgroup: 'sales@support.localhost',
    name: 'Sales & <more>',
    words: 'do not disturb',
    status: '2 waiting',
    open: false,
    why: 'full',
    show: 'dnd',
    waiting: 2,
    version: expect.any(String),
  })
  expect(await text('/status/sales.txt')).toBe('dnd\n')
  const xml = await server.get('/status/sales.xml?language=en')
  expect(xml.headers.get('content-type')).toBe('application/xml; charset=utf-8')
  expect(await xml.text()).toContain('name="Sales &amp; &lt;more&gt;"')
  const script = await server.get('/status/sales.js?callback=shop.told&language=en')
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const told: unknown[] = []
  new Function('shop', await script.text())({ told: (one: unknown) => told.push(one) })
  expect(told).toEqual([json])
  for (const form of ['svg', 'png', 'json', 'txt', 'xml', 'js']) {
    const first = await server.get(`/status/sales.${form}`)
    const second = await server.get(`/status/sales.${form}`, again(first.headers.get('etag')))
    expect([form, second.status]).toEqual([form, 304])
  }
})

test('V3: each state has a picture of its own in every set, as SVG and as PNG', async () => {
  expect(Object.keys(icons).length).toBeGreaterThanOrEqual(6)
  for (const name of Object.keys(icons)) {
    const [svgs, pngs] = [new Set<string>(), new Set<string>()]
    for (const show of STATES) {
      set(show)
      svgs.add(await text(`/status/support.svg?set=${name}`))
      pngs.add((await bytes(`/status/support.png?set=${name}`)).toString('base64'))
    }
    expect([name, svgs.size, pngs.size]).toEqual([name, STATES.length, STATES.length])
  }
  // Without colour, too: the shapes differ.
  const shapes: string[] = []
  for (const show of STATES) {
    set(show)
    const svg = await text('/status/support.svg?set=dot')
    shapes.push(svg.replace(/#\w{6}|<title.*?title>|aria-label="[^"]*"/g, ''))
  }
  expect(new Set(shapes).size).toBe(STATES.length)
})

test('V3: sizes: the height is as asked for, and a PNG is sharp on dense screens', async () => {
  set('available')
  expect(await text('/status/support.svg?set=dot&size=24')).toContain('width="24" height="24"')
  expect(size(await bytes('/status/support.png?set=dot&size=24'))).toEqual([48, 48])
  const [wide, high] = size(await bytes('/status/support.png?set=badge&size=56'))
  expect(high).toBe(112)
  expect(wide).toBeGreaterThan(400)
  for (const query of [
    'size=11',
    'size=257',
    'size=x',
    'size=1e9',
    'set=none',
    'set=__proto__',
    'callback=alert(1)',
  ])
    expect(await problem(await server.get(`/status/support.png?${query}`)), query).toBe('400 malformed')
})

test('V3: words are in the language of the site, or in the one asked for', async () => {
  set('away')
  expect(await text('/status/sales.svg?site=shop')).toContain('Sales &amp; &lt;more&gt;: abwesend')
  expect(await text('/status/support.svg')).toContain('Support: away')
  expect(await text('/status/support.svg?language=fr-CA')).toContain('Support: absent')
  expect(await text('/status/support.svg?set=button&language=es')).toContain('Chatee con nosotros')
  const arabic = await text('/status/support.svg?language=ar')
  expect(arabic).toContain('direction="rtl"')
  // Letters, not boxes: the picture of another word is another picture.
  const shown = { name: '', show: 'away', ask: '', rightToLeft: true } as const
  const [one, other] = ['متصل', 'بعيد'].map((words) => pngOf(svgOf('text', { ...shown, words })))
  expect(one?.equals(other ?? Buffer.of())).toBe(false)
})

test('V3: away, xa and dnd are said as they are, though nobody of them can be asked; behind a closed door nobody is seen', async () => {
  const words = async () => JSON.parse(await text('/status/support.json')) as { words: string; open: boolean }
  for (const [face, said] of [
    ['xa', 'away for long'],
    ['dnd', 'do not disturb'],
    ['offline', 'offline'],
  ] as const) {
    set('offline', { open: false, face })
    expect(await words()).toMatchObject({ words: said, open: false })
  }
  set('available', { open: false, why: 'closed', face: 'available' })
  expect(await words()).toMatchObject({ words: 'offline', open: false })
})

test('V3: the status of an operator who agrees, and of no other', async () => {
  expect(await text('/status/operator/anna.svg')).toContain('Anna: away')
  expect(JSON.parse(await text('/status/operator/anna@localhost.json'))).toEqual({
    name: 'Anna',
    words: 'away',
    show: 'away',
    version: expect.any(String),
  })
  const answers = await Promise.all(
    ['ben.svg', 'eve.svg'].map(async (path) => (await server.get(`/status/operator/${path}`)).text()),
  )
  expect(answers[0]).toBe(answers[1])
  for (const path of ['ben.svg', 'ben.json', 'eve.svg', 'anna.gif', 'anna', '@.svg'])
    expect(await problem(await server.get(`/status/operator/${path}`)), path).toBe('404 no-such-page')
})

test('V3: a page that knows the state hears of a change within two seconds, and of nothing else', async () => {
  set('available')
  const { version } = JSON.parse(await text('/status/support.json')) as { version: string }
  const began = performance.now()
  const held = server.get(`/status/support.json?known=${version}`)
  set('available', { waiting: 7, statusText: '7 waiting' })
  const first = await Promise.race([
    held.then(() => 'answered'),
    new Promise((done) => setTimeout(done, 1_200, 'held')),
  ])
  expect(first).toBe('held')
  set('dnd')
  const answer = await held
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ show: 'dnd' })
  expect(performance.now() - began).toBeLessThan(4_000)
  // Who is behind hears it at once, and so does whoever there is no room for.
  expect(await (await server.get(`/status/support.json?known=${version}`)).json()).toMatchObject({
    show: 'dnd',
  })
  server.reload({ watched: 0 })
  const now = JSON.parse(await text('/status/support.json')) as { version: string }
  expect((await server.get(`/status/support.json?known=${now.version}`)).status).toBe(200)
})
