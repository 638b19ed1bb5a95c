import { describe, expect, it } from 'vitest'
import { expectSameXml, xml } from './pairs.kit.ts'
import * as stanza from './stanza.ts'
import { StanzaError } from './stanza-error.ts'

describe('building', () => {
  it('leaves out what is undefined', () => {
    expect(stanza.iq('get', 'b', undefined, undefined, undefined).toString()).toBe('<iq type="get" to="b"/>')
  })

  it('flattens lists of children', () => {
    const built = stanza.message('chat', 'b', 'a', '1', [stanza.body('x'), [stanza.el('y')]])
    expectSameXml(built, xml(`<message type='chat' to='b' from='a' id='1'><body>x</body><y/></message>`))
  })

  it('escapes', () => {
    const built = stanza.message(undefined, `"><x a='`, undefined, undefined, stanza.body('<b>&amp;</b>'))
    expect(xml(built.toString()).attrs.to).toBe(`"><x a='`)
    expect(stanza.bodyOf(xml(built.toString()))).toBe('<b>&amp;</b>')
  })

  it('answers an IQ', () => {
    const answer = stanza.result(xml(`<iq type='get' from='a' to='b' id='7'/>`), stanza.el('x'))
    expectSameXml(answer, xml(`<iq type='result' from='b' to='a' id='7'><x/></iq>`))
  })

  it('has no show for available and offline', () => {
    expect(stanza.showAndStatus('available')).toEqual([])
    expect(stanza.showAndStatus('away', 'lunch').join('')).toBe('<show>away</show><status>lunch</status>')
  })
})

describe('looking up', () => {
  const within = xml(
    `<message xmlns='jabber:component:accept'><body xmlns='urn:other'>no</body><body>  yes </body></message>`,
  )
  it('own: in the namespace of the parent', () => expect(stanza.bodyOf(within)).toBe('  yes '))
  it('child: by name and namespace', () => {
    expect(stanza.text(stanza.child(within, 'body', 'urn:other'))).toBe('no')
    expect(stanza.child(within, 'body', 'urn:third')).toBeUndefined()
  })
  it('sees through prefixes', () => {
    const prefixed = xml(`<iq xmlns:w='urn:w'><w:join a='1'/></iq>`)
    expect(stanza.child(prefixed, 'join', 'urn:w')).toBeDefined()
  })
  it('attr: not what every object has', () => expect(stanza.attr(within, 'constructor')).toBeUndefined())
})

describe('presence', () => {
  it.each([
    ['<presence/>', { show: 'available', priority: 0 }],
    ['<presence><show/></presence>', { show: 'available', priority: 0 }],
    ['<presence><show>online</show></presence>', { show: 'available', priority: 0 }],
    [
      '<presence><show>away</show><status>back in 5</status><priority>-5</priority></presence>',
      { show: 'away', status: 'back in 5', priority: -5 },
    ],
    [
      `<presence type='unavailable'><status>bye</status></presence>`,
      { show: 'offline', status: 'bye', priority: 0 },
    ],
    [`<presence type='subscribe'/>`, undefined],
    [`<presence type='error'/>`, undefined],
  ])('%s', (words, value) => expect(stanza.parsePresence(xml(words))).toEqual(value))

  it.each([
    '<presence><show>toString</show></presence>',
    '<presence><show>lunch</show></presence>',
    '<presence><priority>high</priority></presence>',
    '<presence><priority>128</priority></presence>',
  ])('refuses %s', (words) => expect(() => stanza.parsePresence(xml(words))).toThrow(StanzaError))
})
