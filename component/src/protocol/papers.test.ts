/** What `component/protocol/` says about the wire, against what the code does. */
import { readdirSync, readFileSync } from 'node:fs'
import { type Element, parse } from 'ltx'
import { describe, expect, it } from 'vitest'
import * as names from '../../protocol/names.js'
import { buildAnswers } from './forms.ts'
import * as parlor from './parlor.ts'
import { elements } from './xml.ts'

const here = new URL('.', import.meta.url)
const papers = new URL('../../protocol/', here)
const read = (name: string, base = papers): string => readFileSync(new URL(name, base), 'utf8')

const descendants = (of: Element): Element[] => elements(of).flatMap((one) => [one, ...descendants(one)])

describe('parlor.doap', () => {
  const doap = descendants(parse(read('parlor.doap')))
  const listed = new Map(
    doap
      .filter((node) => node.getName() === 'SupportedXep')
      .map((xep) => {
        const parts = elements(xep)
        const number = /xep-(\d{4})/.exec(parts[0]?.attrs['rdf:resource'])?.[1]
        return [number, parts.find((part) => part.getName() === 'version')?.getText()]
      }),
  )
  const headers = readdirSync(here)
    .filter((name) => name.endsWith('.ts') && !/\.(test|kit)\.ts$/.test(name))
    .flatMap((name) => {
      const header = read(name, here).split('*/', 1)[0] ?? ''
      return [...header.matchAll(/XEP-(\d{4})[^(]*?\(version ([\d.]+)\)/g)].map(([, number, version]) => ({
        name,
        number,
        version,
      }))
    })

  it('finds the headers', () => expect(headers.length).toBeGreaterThan(15))
  it.each(headers)('lists XEP-$number in version $version ($name)', ({ number, version }) => {
    expect(listed.get(number)).toBe(version)
  })

  /** Cited to say why it is not used, or for a date of old that is read. */
  const onlyMentioned = new Set(['0091', '0386'])
  const cited = ['component', 'widget', 'operator-web'].flatMap((part) => {
    const folder = new URL(`../../../${part}/src/`, here)
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => [...read(name, folder).matchAll(/XEP-(\d{4})/g)].map(([, number]) => number))
  })
  it.each([...new Set(cited)].filter((number) => !onlyMentioned.has(number ?? '')).sort())(
    'lists XEP-%s, which the code cites',
    (number) => expect(listed.has(number)).toBe(true),
  )
})

describe('urn-parlor-1.xsd', () => {
  const schema = descendants(parse(read('urn-parlor-1.xsd')))
  const called = (kind: string, name: string): Element => {
    const found = schema.find((node) => node.getName() === kind && node.attrs.name === name)
    if (!found) throw new Error(`the schema has no ${kind} ${name}`)
    return found
  }
  const namesIn = (of: Element, kind: string, key: string): string[] =>
    descendants(of)
      .filter((node) => node.getName() === kind)
      .map((node) => String(node.attrs[key]))

  it.each([
    ['reason', names.END_REASONS],
    ['what', names.NOTICES],
    ['why', names.REVOKED],
    ['news', names.NEWS],
    ['guest', names.GUEST_ROLES],
    ['offered-as', names.OFFERED_AS],
    ['outcome', names.OUTCOMES],
    ['alternative', names.ALTERNATIVES],
    ['phase', ['waiting', 'ringing', 'opening', 'active', 'ended']],
    ['show', names.SHOWS],
  ])('has the words for %s', (name, words) => {
    expect(namesIn(called('simpleType', name), 'enumeration', 'value')).toEqual(words)
  })

  const whole = parlor.buildCase({
    id: '1',
    number: 1,
    name: 'Mia',
    show: 'away',
    status: 'x',
    phase: 'waiting',
    front: true,
    priority: 1,
    answers: [{ name: 'a', label: 'A', values: ['1'] }],
    page: { url: 'u', title: 't', referrer: 'r', language: 'l', site: 's' },
    parameters: [{ name: 'p', value: 'v', verified: true }],
    tags: ['t'],
    notes: [{ by: 'a@b', at: 0, text: 'n' }],
    going: { to: 'a@b', name: 'A' },
    hold: true,
  })
  const floor = parlor.buildFloor({
    ...{ waiting: 1, oldest: 0, day: { answered: 1, inTime: 1, abandoned: 1 }, more: 1, lasts: 120_000 },
    operators: [{ jid: 'a@b', name: 'A', show: 'away', status: 's', since: 0, chats: 1, seats: 4 }],
    chats: [
      {
        ...{ case: '1', number: 1, name: 'Mia', operator: 'a@b', since: 0, owed: 0, to: 'Ben' },
        guests: [{ jid: 'c@b', as: 'silent' }],
        last: { nick: 'Mia', at: 0, body: 'x' },
      },
    ],
  })
  const furnished = [
    parlor.buildFurnish('r@b', 'w@b/Desk', {
      ...{ enter: 'Desk', later: true, people: [{ jid: 'a@b', affiliation: 'member', nick: 'A' }] },
      invitations: [parlor.buildFurnishedInvite('a@b', 'why', 'words')],
    }),
    parlor.buildFurnishedDestroy('r@b', 'w@b/Desk'),
  ].flatMap(elements)
  const built: readonly Element[] = [
    parlor.buildTicket('t'),
    parlor.buildResume('t'),
    parlor.buildCaseInvitation({ id: '1', nick: 'a', with: 'b', as: 'silent' }),
    whole,
    ...elements(whole).filter((node) => node.getNS() === parlor.NS),
    parlor.buildEnded({ case: '1', reason: 'visitor-left' }),
    parlor.buildNotice('transferred', 'Ben'),
    parlor.buildTransfer({ by: 'a@b', as: 'owner', note: 'n' }),
    parlor.buildNews({ case: '1', what: 'taken-over', who: 'a@b' }),
    parlor.buildMessagesChanged(),
    parlor.buildRated({ case: '1', rating: 5, comment: 'x' }),
    parlor.buildSiteNews({ visitor: 'v3', name: 'Mia', what: 'declined' }),
    parlor.buildSiteVisitors(3),
    floor,
    ...elements(floor),
    parlor.buildPushKey('k'),
    parlor.buildErase(['s']),
    ...furnished,
    ...furnished.flatMap(elements).filter((node) => node.getNS() === parlor.NS),
    parlor.buildTeam({ room: 'a@b', nick: 'A' }),
    parlor.buildSharing(),
    parlor.buildWorkgroupNotice({
      closed: 'paused',
      by: 'a@b',
      openedBy: 'a@b',
      until: 0,
      waiting: [60, 180],
      answer: [60, 180],
    }),
    parlor.buildAnswer({ workgroup: 'a@b' }),
    parlor.buildAnswer({ redirect: 'https://a.example' }),
    parlor.buildLeaveMessage(parlor.buildTicket('t'), parlor.buildLeaveMessageText('x')),
    parlor.buildSuperseded('1'),
    parlor.buildRevoked({ why: 'taken', by: 'a@b' }),
    parlor.buildInvalid('name'),
    ...names.CONDITIONS.map(parlor.buildCondition),
  ]

  it.each(built.map((element) => [element.getName(), element] as const))(
    'has <%s/> and its attributes',
    (name, element) => {
      const declared = namesIn(called('element', name), 'attribute', 'name')
      for (const attribute of Object.keys(element.attrs))
        if (attribute !== 'xmlns') expect(declared).toContain(attribute)
    },
  )

  it('lets a case carry its form', () => {
    const [any] = descendants(called('element', 'case')).filter((node) => node.getName() === 'any')
    expect(any?.attrs.namespace).toBe(buildAnswers([]).getNS())
  })
})

describe('urn-parlor-1.md', () => {
  const text = read('urn-parlor-1.md')
  it.each([
    ...names.END_REASONS,
    ...names.NOTICES,
    ...names.REVOKED,
    ...names.CONDITIONS,
    ...names.NEWS,
    ...names.OUTCOMES,
  ])('knows %s', (word) => {
    expect(text).toContain(word)
  })
})
