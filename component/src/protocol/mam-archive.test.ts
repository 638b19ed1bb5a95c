import { describe, expect, it } from 'vitest'
import { buildArchiveForm, buildFin, buildMetadata, parseArchiveRequest } from './mam-archive.ts'
import { expectSameXml, rejects, xml } from './pairs.kit.ts'

const MAM = `xmlns='urn:xmpp:mam:2'`
const field = (name: string, ...values: string[]) =>
  `<field var='${name}'>${values.map((value) => `<value>${value}</value>`).join('')}</field>`
const asked = (fields: string, more = '') =>
  `<iq><query ${MAM} queryid='q1'><x xmlns='jabber:x:data' type='submit'>
    ${field('FORM_TYPE', 'urn:xmpp:mam:2')}${fields}</x>${more}</query></iq>`

describe('M2: a query of the archive', () => {
  it('is read with all its fields', () => {
    const fields = [
      field('with', 'mia@example.org'),
      field('start', '2026-11-21T10:00:00Z'),
      field('ids', 'a/1', 'a/2'),
      field('include-groupchat', 'true'),
      field('{urn:xmpp:fulltext:0}fulltext', '"my parcel"'),
      field('{urn:parlor:1}operator', 'anna@localhost/desk'),
      field('{urn:parlor:1}tag', 'Refund'),
    ]
    const set = `<set xmlns='http://jabber.org/protocol/rsm'><max>5</max><before/></set><flip-page/>`
    expect(parseArchiveRequest(xml(asked(fields.join(''), set)))).toEqual({
      queryId: 'q1',
      isFlipped: true,
      page: { max: 5, before: '' },
      form: {
        with: 'mia@example.org',
        start: Date.UTC(2026, 10, 21, 10),
        ids: ['a/1', 'a/2'],
        words: '"my parcel"',
        operator: 'anna@localhost',
        tag: 'refund',
      },
    })
  })
  it('may ask for everything', () => {
    expect(parseArchiveRequest(xml(`<iq><query ${MAM}/></iq>`))).toEqual({
      isFlipped: false,
      page: {},
      form: {},
    })
    expect(parseArchiveRequest(xml('<iq/>'))).toBeUndefined()
  })
  it('names each field in the form', () => {
    const form = buildArchiveForm().toString()
    for (const name of [
      'with',
      'start',
      'end',
      'before-id',
      'after-id',
      'ids',
      '{urn:xmpp:fulltext:0}fulltext',
    ])
      expect(form).toContain(`var="${name}"`)
    expect(form).not.toContain('required')
  })
})
rejects('XEP-0313 query of the archive', parseArchiveRequest, {
  'no address': asked(field('with', '@')).slice(4, -5),
  'no time': asked(field('start', 'soon')).slice(4, -5),
})

describe('M2: what ends a page, and what is known of all', () => {
  it('is written', () => {
    expectSameXml(
      buildFin({ first: 'a/1', last: 'b/2' }, true),
      xml(
        `<fin ${MAM} complete='true'><set xmlns='http://jabber.org/protocol/rsm'><first>a/1</first><last>b/2</last></set></fin>`,
      ),
    )
    expectSameXml(buildMetadata(undefined), xml(`<metadata ${MAM}/>`))
    const ends = { first: { id: 'a/1', at: 0 }, last: { id: 'b/2', at: 1000 } }
    expectSameXml(
      buildMetadata(ends),
      xml(
        `<metadata ${MAM}><start id='a/1' timestamp='1970-01-01T00:00:00Z'/><end id='b/2' timestamp='1970-01-01T00:00:01Z'/></metadata>`,
      ),
    )
  })
})
