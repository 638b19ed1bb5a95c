import { describe, expect, it } from 'vitest'
import { buildMetadata, parseMetadata } from './fastpath.ts'
import { expectSameXml, xml } from './pairs.kit.ts'
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
