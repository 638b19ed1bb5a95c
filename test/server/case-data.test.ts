/** What a case says of itself decides who is asked, and is what operators see (R2, Q1), on a real server. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onDuty } from '../support/chat.ts'
import { NS, type Operator, type Visitor } from '../support/people/index.ts'
import { type Name, SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

/** In Support by skill, language and tier; in Sales in turn, and one who nobody wants is shown a page. */
const yaml = (demo: string): string =>
  demo
    .replace(
      'operators: [anna, ben, carol]\n    routing: [ring-all]',
      `operators:
      - { operator: anna, skills: [billing], languages: [en] }
      - { operator: ben, skills: [billing, returns], languages: [da], tier: 2 }
      - { operator: carol, languages: [da], tier: 1 }
    needs: { skill: { field: problem }, language: { browser: true } }
    otherwise: { nobody: wait }
    routing: [skills, language, tiers, longest-idle]`,
    )
    .replace(
      'routing: [least-busy]',
      `routing: [round-robin]
    askAgainAtMost: 0
    askAgainAfter: 1 s
    otherwise: { declined: { redirect: "https://shop.example/help" } }`,
    )
    .replaceAll('    routing:', '    ringFor: 2 min\n    routing:')

let stage: Stage

beforeAll(async () => {
  stage = await setStage({ component: { yaml } })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const NAMES = ['anna', 'ben', 'carol'] as const satisfies readonly Name[]
type Team = Readonly<Record<Name, Operator>>

async function team(workgroup = SUPPORT): Promise<Team> {
  const [anna, ben, carol] = await Promise.all(NAMES.map((name) => onDuty(stage, name, workgroup)))
  if (!anna || !ben || !carol) throw new Error('unreachable: three were asked')
  return { anna, ben, carol }
}

/** At whom the case rings next. */
const ringsAt = (people: Team, id: string, except?: Name): Promise<Name> =>
  Promise.race(NAMES.filter((name) => name !== except).map((name) => people[name].offer(id).then(() => name)))

async function waiting(problem: string, language: string): Promise<Visitor & { readonly id: string }> {
  const visitor = await stage.visitor({ language })
  const { id } = await visitor.join({ name: 'Mia', problem })
  return Object.assign(visitor, { id })
}

test('R2: skill, then language, then tier choose, in the order of the list; whoever is left is asked when those have refused', async () => {
  const people = await team()
  const danish = await waiting('billing', 'da-DK')
  expect(await ringsAt(people, danish.id)).toBe('ben')
  await people.ben.reject(await people.ben.offer(danish.id))
  expect(await ringsAt(people, danish.id, 'ben')).toBe('anna')
  await people.anna.reject(await people.anna.offer(danish.id))
  await people.carol.accept(await people.carol.offer(danish.id))
  await danish.invited()
  expect(await ringsAt(people, (await waiting('anything', 'da')).id)).toBe('carol')
  expect(await ringsAt(people, (await waiting('returns', 'fr')).id)).toBe('ben')
  expect(await ringsAt(people, (await waiting('billing', 'en-GB')).id)).toBe('anna')
})

test('R2: what a request needs is known after a restart', async () => {
  const mia = await waiting('returns', 'en')
  await mia.appear('away')
  await mia.place(({ skipped }) => skipped) // told when it is stored
  await stage.component.kill()
  await stage.component.restart()
  const people = await team()
  await mia.appear()
  expect(await ringsAt(people, mia.id)).toBe('ben')
})

test('R2: round robin: each in turn, and then the first again', async () => {
  const people = await team(SALES)
  const order: Name[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    const visitor = await stage.visitor({ workgroup: 'sales' })
    const { id } = await visitor.join({ name: 'Mia' })
    const name = await ringsAt(people, id)
    order.push(name)
    await people[name].accept(await people[name].offer(id))
  }
  expect(new Set(order.slice(0, 3))).toEqual(new Set(NAMES))
  expect(order[3]).toBe(order[0])
})

test('Q5: all have declined: the end says so, and what there is instead', async () => {
  const anna = await onDuty(stage, 'anna', SALES)
  const mia = await stage.visitor({ workgroup: 'sales' })
  const { id } = await mia.join({ name: 'Mia' })
  await anna.reject(await anna.offer(id))
  expect(await mia.ended()).toBe('nobody-answered')
  const ends = mia.connection.stanzas.items.flatMap((one) => one.getChild('ended', NS.parlor) ?? [])
  expect(ends[0]?.getChild('answer')?.attrs).toMatchObject({
    do: 'redirect',
    url: 'https://shop.example/help',
  })
})

test('Q1: operators see since when, who, how they are, what about, and what the site says; visitors their place and the wait', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT, { maxChats: 1 })
  await anna.queue(SUPPORT)
  const first = await waiting('billing', 'en')
  await anna.accept(await anna.offer(first.id))
  await Promise.all([first.enterWhenInvited(), anna.enterWhenInvited()])
  await first.depart()
  await first.ended()
  // From now on it is known how long a chat takes.
  const second = await waiting('billing', 'en')
  await anna.accept(await anna.offer(second.id))
  const before = Date.now()
  const mia = await stage.visitor({
    page: 'https://shop.example/cart',
    language: 'da',
    params: { customer: '56164' },
  })
  const { id, number } = await mia.join({ name: 'Mia', email: 'mia@example.org', problem: 'returns' })
  await mia.appear('away', 'back in 5')
  const place = await mia.place(({ position, time }) => position === 0 && time !== undefined)
  expect(place.time).toBeGreaterThanOrEqual(5)

  const [row] = await anna.queue(SUPPORT, ([one]) => one?.stanza.toString().includes('back in 5') ?? false)
  if (!row) throw new Error('unreachable: it was there a moment ago')
  const since = Date.parse(row.stanza.getChildText('join-time') ?? '')
  expect(since).toBeGreaterThanOrEqual(before - 1_000)
  expect(since).toBeLessThanOrEqual(Date.now() + 1_000)
  expect(Number(row.stanza.getChildText('time'))).toBeGreaterThanOrEqual(5)
  const about = row.stanza.getChild('case', NS.parlor)
  expect(about?.attrs).toMatchObject({
    id,
    number,
    name: 'Mia',
    show: 'away',
    status: 'back in 5',
    phase: 'waiting',
  })
  expect(about?.getChild('page')?.attrs).toMatchObject({ url: 'https://shop.example/cart', language: 'da' })
  expect([about?.getChildText('parameter'), about?.getChild('parameter')?.attrs.verified]).toEqual([
    '56164',
    'false',
  ])
  const fields = about?.getChild('x', NS.data)?.getChildren('field') ?? []
  expect(fields.map((field) => [field.attrs.label, field.getChildText('value')])).toEqual([
    ['Name', 'Mia'],
    ['E-mail', 'mia@example.org'],
    ['What is it about?', 'returns'],
  ])
})
