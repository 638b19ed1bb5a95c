import { describe, expect, it } from 'vitest'
import { buildQuery, parseFin, parseResult } from './mam.ts'
import { expectSameXml, pairs, rejects, xml } from './pairs.kit.ts'
import * as rsm from './rsm.ts'
import { bodyOf } from './stanza.ts'

const MAM = `xmlns='urn:xmpp:mam:2'`
const RSM = `xmlns='http://jabber.org/protocol/rsm'`
const TEN = Date.UTC(2026, 10, 21, 10)

describe('XEP-0313 query', () => {
  it('asks for the oldest page', () => {
    expectSameXml(
      buildQuery({ queryId: 'q1', page: { max: 50 } }),
      xml(`<query ${MAM} queryid='q1'><set ${RSM}><max>50</max></set></query>`),
    )
  })
  it('goes on after an id, between two times', () => {
    expectSameXml(
      buildQuery({ queryId: 'q1', page: { max: 50, after: 'x' }, start: TEN, end: TEN + 1000 }),
      xml(`<query ${MAM} queryid='q1'><x xmlns='jabber:x:data' type='submit'>
        <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>
        <field var='start'><value>2026-11-21T10:00:00Z</value></field>
        <field var='end'><value>2026-11-21T10:00:01Z</value></field></x>
        <set ${RSM}><max>50</max><after>x</after></set></query>`),
    )
  })
})

describe('XEP-0313 result', () => {
  const RESULT = `<message from='r@rooms.localhost'><result ${MAM} queryid='q1' id='28482'>
    <forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/>
    <message xmlns='jabber:client' type='groupchat' from='r@rooms.localhost/Mia' id='m1'><body>hi</body></message>
    </forwarded></result></message>`
  it('is read', () => {
    const result = parseResult(xml(RESULT))
    expect(result).toMatchObject({ queryId: 'q1', id: '28482', at: TEN })
    expect(result && bodyOf(result.message)).toBe('hi')
  })
  it('is not there', () => expect(parseResult(xml('<message/>'))).toBeUndefined())
  it('can be written again, however deep a visitor has nested it', () => {
    const deep = `${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}`
    const result = parseResult(xml(RESULT.replace('<body>hi</body>', `${deep}<body>hi</body>`)))
    expect(result?.message.toString()).toContain('<body>hi</body>')
  })
})
rejects('XEP-0313 result', parseResult, {
  'nothing forwarded': `<result ${MAM} id='1'/>`,
  'no time': `<result ${MAM} id='1'><forwarded xmlns='urn:xmpp:forward:0'><message/></forwarded></result>`,
  'no id': `<result ${MAM}><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/><message/></forwarded></result>`,
})

describe('XEP-0313 fin', () => {
  it('says whether there is more', () => {
    const words = `<iq><fin ${MAM} complete='true'><set ${RSM}><first index='0'>1</first><last>9</last><count>9</count></set></fin></iq>`
    expect(parseFin(xml(words))).toEqual({ complete: true, first: '1', last: '9', count: 9 })
    expect(parseFin(xml(`<iq><fin ${MAM}/></iq>`))).toEqual({ complete: false })
    expect(parseFin(xml('<iq/>'))).toBeUndefined()
  })
})
rejects('XEP-0313 fin', parseFin, { 'neither yes nor no': `<fin ${MAM} complete='maybe'/>` })

pairs('XEP-0059 request', { build: rsm.buildPage, parse: rsm.parsePageRequest }, [
  { title: 'a page', xml: `<set ${RSM}><max>10</max><after>a</after></set>`, value: { max: 10, after: 'a' } },
  { title: 'the last page', xml: `<set ${RSM}><max>10</max><before/></set>`, value: { max: 10, before: '' } },
])
pairs('XEP-0059 result', { build: rsm.buildPageResult, parse: rsm.parsePageResult }, [
  {
    title: 'a page',
    xml: `<set ${RSM}><first>a</first><last>b</last><count>7</count></set>`,
    value: { first: 'a', last: 'b', count: 7 },
  },
  { title: 'an empty one', xml: `<set ${RSM}><count>0</count></set>`, value: { count: 0 } },
])
rejects('XEP-0059 request', rsm.parsePageRequest, {
  'a size that is none': `<set ${RSM}><max>all</max></set>`,
})
