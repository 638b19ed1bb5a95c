/** Good stanzas, and small damages to do to them. */
import fc from 'fast-check'
import { type Element, parse as parseXml } from 'ltx'
import * as commands from './commands.ts'
import * as delay from './delay.ts'
import * as directInvite from './direct-invite.ts'
import * as disco from './disco.ts'
import * as forms from './forms.ts'
import * as mam from './mam.ts'
import * as muc from './muc.ts'
import * as parlor from './parlor.ts'
import { NAMES, SPACES, word } from './random-stanzas.kit.ts'
import * as rsm from './rsm.ts'
import * as stanza from './stanza.ts'
import { StanzaError } from './stanza-error.ts'
import * as stanzaId from './stanza-id.ts'
import * as workgroup from './workgroup.ts'
import { captions, stanzasOf } from './xep-0142.kit.ts'
import { el, elements } from './xml.ts'

/** Good stanzas to spoil. */
const form: forms.Form = {
  title: 'T',
  fields: [
    { name: 'email', label: 'E', type: 'text-single', required: true, datatype: 'email' },
    { name: 'topic', label: 'T', type: 'list-single', open: true, options: [{ label: 'A', value: 'a' }] },
  ],
}
const oneCase: parlor.CaseForOperator = {
  id: '1',
  number: 1,
  name: 'Mia',
  show: 'away',
  phase: 'waiting',
  front: false,
  priority: 0,
  answers: [{ name: 'a', label: 'A', values: ['1'] }],
  page: { url: 'u' },
  parameters: [{ name: 'p', value: 'v', verified: true }],
  tags: ['t'],
  notes: [{ by: 'a@b', at: 0, text: 'n' }],
  going: { to: 'a@b', name: 'A' },
}
const row = { jid: 'a@b/c', position: 0, time: 1, joinedAt: 0, case: oneCase }
const info: disco.Info = {
  identities: [{ category: 'client', type: 'pc' }],
  features: ['a'],
  extensions: [{ formType: 't', fields: [{ name: 'n', values: ['1'] }] }],
}
const payloads: readonly Element[] = [
  workgroup.buildOffer({
    jid: 'a@b/c',
    id: '1',
    timeout: 3,
    metadata: [{ name: 'n', value: 'v' }],
    case: oneCase,
  }),
  workgroup.buildNotifyQueueDetails([row, row]),
  workgroup.buildJoinResult({
    id: '1',
    number: 1,
    token: 't',
    phase: 'active',
    room: 'r@s',
    nick: 'a',
    with: 'b',
  }),
  workgroup.buildFormResult(form),
  workgroup.buildJoinQueue(parlor.buildTicket('t'), forms.buildSubmit({ a: '1' }), parlor.buildResume('r')),
  workgroup.buildRevoke({ jid: 'a@b/c', id: '1', reason: 'r', why: 'taken', by: 'b@c' }),
  parlor.buildEnded({ case: '1', reason: 'visitor-left' }),
  parlor.buildNotice('transferred', 'Ben'),
  parlor.buildTransfer({ by: 'a@b', as: 'owner', note: 'n' }),
  parlor.buildNews({ case: '1', what: 'taken-over', who: 'a@b' }),
  parlor.buildMessagesChanged(),
  parlor.buildSiteNews({ visitor: 'v3', name: 'Mia', what: 'left' }),
  parlor.buildSiteVisitors(3),
  parlor.buildAnswer({ redirect: 'https://a.example' }),
  parlor.buildMessageLeft({ id: '1', number: 1 }),
  parlor.buildLeaveMessage(
    parlor.buildTicket('t'),
    forms.buildSubmit({ a: '1' }),
    parlor.buildLeaveMessageText('x'),
  ),
  parlor.buildSuperseded('1'),
  forms.buildForm(form),
  forms.buildTable({ columns: [{ name: 'a', label: 'A' }], rows: [{ a: '1' }] }),
  commands.buildCommandRequest(
    { node: 'take', action: 'execute', sessionId: 's' },
    forms.buildSubmit({ case: '1' }),
  ),
  commands.buildCommand({
    node: 'take',
    sessionId: 's',
    status: 'executing',
    actions: ['complete'],
    notes: [{ type: 'info', text: 't' }],
  }),
  disco.buildInfo(info),
  disco.buildItems([{ jid: 'a@b' }]),
  disco.buildCaps('n', info),
  delay.buildDelay({ at: 0, from: 'a@b' }),
  stanzaId.buildStanzaId('1', 'a@b'),
  directInvite.buildDirectInvite({ room: 'r@s' }),
  el('fin', { xmlns: mam.NS, complete: true }, rsm.buildPageResult({ first: 'a', last: 'b', count: 3 })),
  el(
    'result',
    { xmlns: mam.NS, id: '1', queryid: 'q' },
    el(
      'forwarded',
      { xmlns: 'urn:xmpp:forward:0' },
      delay.buildDelay({ at: 0 }),
      stanza.message('groupchat', 'a@b', 'r@s/n', '1', stanza.body('x')),
    ),
  ),
  el(
    'x',
    { xmlns: muc.USER },
    el('item', { affiliation: 'member', role: 'participant', jid: 'a@b/c' }),
    el('status', { code: 110 }),
    el('invite', { from: 'a@b' }, el('reason', {}, 'r')),
  ),
  new StanzaError('wait', 'conflict', 'x', [parlor.buildInvalid('a')]).toElement(),
]

/** As text: each test spoils its own. */
export const seeds: readonly string[] = [
  ...payloads.flatMap((payload) =>
    (['iq', 'message', 'presence'] as const).map((name) =>
      el(name, { xmlns: 'jabber:component:accept', from: 'r@s/n', to: 'a@b', id: '1' }, payload).toString(),
    ),
  ),
  ...captions.flatMap(stanzasOf).map(String),
]

export type Change = (root: Element) => void

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length]
const all = (root: Element): Element[] => [root, ...elements(root).flatMap(all)]
const somewhere = (root: Element, index: number): Element => pick(all(root), index) ?? root

/** One small damage somewhere in the tree. */
export const change: fc.Arbitrary<Change> = fc
  .record({
    where: fc.nat(),
    which: fc.nat(),
    name: fc.constantFrom(...NAMES),
    space: fc.constantFrom(...SPACES),
    word,
    kind: fc.nat({ max: 6 }),
  })
  .map(({ where, which, name, space, word, kind }) => (root) => {
    const node = somewhere(root, where)
    const key = pick(Object.keys(node.attrs), which)
    const kinds: readonly (() => void)[] = [
      () => {
        if (key) node.attrs[key] = word
      },
      () => {
        if (key) delete node.attrs[key]
      },
      () => node.children.splice(which % (node.children.length + 1), 1),
      () => node.append(el(name, { xmlns: space }, word)),
      () => {
        node.name = name
      },
      () => {
        node.children = [word]
      },
      () =>
        node.append(
          ...node.children.map((child) => (typeof child === 'string' ? child : parseXml(child.toString()))),
        ),
    ]
    kinds[kind]?.()
  })
