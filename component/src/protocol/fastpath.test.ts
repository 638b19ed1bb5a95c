import { describe, expect, it } from 'vitest'
import { buildMetadata, buildSession, isFastpath, parseMetadata, parseSession } from './fastpath.ts'
import { expectSameXml, pairs, xml } from './pairs.kit.ts'
import { buildNotifyQueue, buildNotifyQueueDetails, parseAgentStatus } from './workgroup.ts'
import { el } from './xml.ts'

const METADATA = `<metadata xmlns='http://jivesoftware.com/protocol/workgroup'>
  <value name='email'>mia@example.org</value><value name='tag'>a</value><value name='tag'>b &amp; c</value></metadata>`

const items = [
  { name: 'email', value: 'mia@example.org' },
  { name: 'tag', value: 'a' },
  { name: 'tag', value: 'b & c' },
]

describe('A4: Fastpath metadata', () => {
  it('A4: is read, a name may come again', () => {
    expect(parseMetadata(el('offer', {}, xml(METADATA)))).toEqual(items)
  })
  it('A4: is written', () => expectSameXml(buildMetadata(items) ?? el('nothing'), xml(METADATA)))
  it('is not there: no items', () => expect(parseMetadata(el('offer'))).toEqual([]))
  it('is left out when there is nothing to say', () => expect(buildMetadata([])).toBeUndefined())
  it('ignores a value without a name, and other namespaces', () => {
    const odd = xml(`<o><metadata xmlns='http://jivesoftware.com/protocol/workgroup'><value>1</value>
      <value xmlns='urn:other' name='x'>1</value></metadata></o>`)
    expect(parseMetadata(odd)).toEqual([])
  })
})

pairs('A4: Fastpath session', { build: buildSession, parse: parseSession }, [
  {
    title: 'the id of the case',
    xml: `<session xmlns='http://jivesoftware.com/protocol/workgroup' id='7k3q9x'/>`,
    value: '7k3q9x',
  },
])

describe('A4: clients on Smack', () => {
  const from = (node: string) =>
    xml(
      `<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='${node}' ver='x'/></presence>`,
    )

  it('A4: are known by their caps', () => {
    expect(isFastpath(from('http://www.igniterealtime.org/projects/smack'))).toBe(true)
    expect(isFastpath(from('https://igniterealtime.org/projects/smack'))).toBe(true)
    expect(isFastpath(from('http://psi-im.org'))).toBe(false)
    expect(isFastpath(from('http://evil.example/www.igniterealtime.org/'))).toBe(false)
    expect(isFastpath(xml('<presence/>'))).toBe(false)
  })

  const at = Date.UTC(2026, 10, 21, 10, 0, 0, 250)
  const WG = `xmlns='http://jabber.org/protocol/workgroup'`

  it('A4: get the queue plain, with the dates they can read', () => {
    expectSameXml(
      buildNotifyQueue({ count: 1, oldest: at }, 'fastpath'),
      xml(`<notify-queue ${WG}><count>1</count><oldest>20261121T10:00:00</oldest></notify-queue>`),
    )
    const it = { id: '1', number: 1, name: 'Mia', show: 'available', phase: 'waiting' } as const
    const whole = { ...it, front: false, priority: 0, answers: [], parameters: [] }
    expectSameXml(
      buildNotifyQueueDetails([{ jid: 'a@b/c', position: 0, joinedAt: at, case: whole }], 'fastpath'),
      xml(`<notify-queue-details ${WG}><user jid='a@b/c'><position>0</position>
        <join-time>20261121T10:00:00</join-time></user></notify-queue-details>`),
    )
  })

  it('A4: may spell max-chats their way', () => {
    const presence = xml(`<presence><agent-status ${WG}><max_chats>4</max_chats></agent-status></presence>`)
    expect(parseAgentStatus(presence)).toEqual({ maxChats: 4 })
  })
})
