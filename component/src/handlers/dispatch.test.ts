import type { Element } from 'ltx'
import { expect, test } from 'vitest'
import { collect } from '../effects/collect.kit.ts'
import { openLog } from '../effects/log.ts'
import { el, iq, message, presence } from '../protocol/stanza.ts'
import { refusal } from '../protocol/stanza-error.ts'
import type { Office } from '../workgroup/office.ts'
import { dispatcher } from './dispatch.ts'
import type { Route } from './route.ts'
import { featuresOf, routes } from './routes.ts'

const SUPPORT = 'support@support.localhost'
const MIA = 'mia@visitors.localhost/x'

/** Everything the dispatcher asks of an office, and what it sent. */
function stage(table: readonly Route[]) {
  const sent: Element[] = []
  const office = {
    config: { xmpp: { rooms: 'rooms.localhost' } },
    stream: { send: (stanza: Element) => void sent.push(stanza) },
    workgroups: new Map([[SUPPORT, {}]]),
    log: openLog('silent'),
    pulse: { hears() {} },
  } as unknown as Office
  return { sent, dispatch: dispatcher(office, table) }
}

const answering = (to: () => undefined): Route[] => [{ at: 'workgroup', kind: 'iq', type: 'get', to }]
const ask = () => iq('get', SUPPORT, MIA, 'i1', el('query', { xmlns: 'a:b' }))

test('a request is answered once, with what the handler gave', async () => {
  const { sent, dispatch } = stage([
    {
      at: 'workgroup',
      kind: 'iq',
      type: 'get',
      child: ['query', 'a:b'],
      to: () => el('fine', { xmlns: 'a:b' }),
    },
  ])
  await dispatch(ask())
  expect(sent.map(String)).toEqual([
    `<iq type="result" to="${MIA}" from="${SUPPORT}" id="i1"><fine xmlns="a:b"/></iq>`,
  ])
})

test('a refusal becomes its error; an exception becomes internal-server-error and tells nothing', async () => {
  const refusing = stage(
    answering(() => {
      throw refusal('forbidden', 'no')
    }),
  )
  await refusing.dispatch(ask())
  expect(String(refusing.sent[0])).toContain('<forbidden')
  const broken = stage(
    answering(() => {
      throw new Error('secret detail')
    }),
  )
  await broken.dispatch(ask())
  expect(String(broken.sent[0])).toContain('<internal-server-error')
  expect(String(broken.sent[0])).not.toContain('secret detail')
})

test('what no line understands: service-unavailable; an unknown workgroup: item-not-found', async () => {
  const { sent, dispatch } = stage([])
  await dispatch(ask())
  await dispatch(iq('get', 'nobody@support.localhost', MIA, 'i2', el('query', { xmlns: 'a:b' })))
  await dispatch(presence('subscribe', 'nobody@support.localhost', 'anna@localhost'))
  expect(
    sent.map((one) => [one.attrs.type, String(one).match(/<(service-unavailable|item-not-found)/)?.[1]]),
  ).toEqual([
    ['error', 'service-unavailable'],
    ['error', 'item-not-found'],
    ['unsubscribed', undefined],
  ])
})

test('an error is never answered, nor is a room, nor who says goodbye', async () => {
  const failing: Route[] = (['iq', 'message', 'presence'] as const).flatMap((kind) =>
    (['workgroup', 'room'] as const).map((at) => ({
      at,
      kind,
      to: () => {
        throw refusal('forbidden')
      },
    })),
  )
  const { sent, dispatch } = stage(failing)
  await dispatch(iq('error', SUPPORT, MIA, 'i1'))
  await dispatch(iq('result', SUPPORT, MIA, 'i2'))
  await dispatch(message('error', SUPPORT, MIA))
  await dispatch(message('groupchat', `${SUPPORT}/Desk`, 'room@rooms.localhost/Mia'))
  await dispatch(message('normal', SUPPORT, 'room@rooms.localhost'))
  await dispatch(presence(undefined, `${SUPPORT}/Desk`, 'room@rooms.localhost/Mia'))
  await dispatch(presence('unavailable', SUPPORT, MIA))
  await dispatch(presence('error', SUPPORT, MIA))
  expect(sent).toEqual([])
  await dispatch(presence(undefined, SUPPORT, MIA))
  expect(sent).toHaveLength(1)
})

test('no two lines of the table fit the same stanza', () => {
  const shape = ({ at, kind, type, child }: Route) => [at, kind, type, child?.join(' ')].join('|')
  expect(new Set(routes.map(shape)).size).toBe(routes.length)
  // A line without a child may follow one with a child, never stand before it.
  for (const [index, route] of routes.entries()) {
    const later = routes.slice(index + 1).filter((one) => one.at === route.at && one.kind === route.kind)
    if (!route.child)
      expect(later.filter((one) => one.child && (!route.type || one.type === route.type))).toEqual([])
  }
})

test('discovery shows what the table handles', () => {
  expect(featuresOf('workgroup')).toEqual(
    expect.arrayContaining([
      'http://jabber.org/protocol/workgroup',
      'http://jabber.org/protocol/commands',
      'http://jabber.org/protocol/disco#info',
      'urn:parlor:1',
      'urn:xmpp:ping',
    ]),
  )
  expect(featuresOf('service')).not.toContain('http://jabber.org/protocol/commands')
})

test('while an answer takes its time only the outside of the question is kept', async () => {
  let settle = (_: Element | undefined): void => {}
  const waiting = new Promise<Element | undefined>((resolve) => (settle = resolve))
  const { sent, dispatch } = stage([{ at: 'workgroup', kind: 'iq', type: 'get', to: () => waiting }])
  const come = () => {
    const asked = ask()
    return { done: dispatch(asked), kept: new WeakRef(asked) }
  }
  const { done, kept } = come()
  await collect()
  expect(kept.deref()).toBeUndefined()
  settle(el('fine', { xmlns: 'a:b' }))
  await done
  expect(sent.map(String)).toEqual([
    `<iq type="result" to="${MIA}" from="${SUPPORT}" id="i1"><fine xmlns="a:b"/></iq>`,
  ])
})
