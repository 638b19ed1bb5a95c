import { describe, expect, it } from 'vitest'
import { expectSameXml, xml } from './pairs.kit.ts'
import { BadRequest, refusal, StanzaError } from './stanza-error.ts'
import { el } from './xml.ts'

const request = xml(`<iq type='get' from='a@b/c' to='d@e' id='7'/>`)

const ERROR = `<iq type='error' from='d@e' to='a@b/c' id='7'><error type='cancel'>
  <service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
  <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Closed.</text>
  <workgroup-closed xmlns='urn:parlor:1'/></error></iq>`

describe('StanzaError', () => {
  const app = [el('workgroup-closed', { xmlns: 'urn:parlor:1' })]

  it('answers a stanza', () => {
    const error = new StanzaError('cancel', 'service-unavailable', 'Closed.', app)
    expectSameXml(error.toStanza(request), xml(ERROR))
  })

  it('is read back', () => {
    const error = StanzaError.fromStanza(xml(ERROR))
    expect(error).toMatchObject({ type: 'cancel', condition: 'service-unavailable', text: 'Closed.' })
    expect(error?.has('workgroup-closed', 'urn:parlor:1')).toBe(true)
    expect(error?.has('workgroup-closed', 'urn:other')).toBe(false)
  })

  it('is not there in a stanza that is no error', () => {
    expect(StanzaError.fromStanza(request)).toBeUndefined()
  })

  it.each([
    ['without an error element', `<iq type='error'/>`],
    ['with an empty one', `<iq type='error'><error/></iq>`],
    [
      'with an unknown condition',
      `<iq type='error'><error><sad xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
    ],
    ['with an unknown type', `<iq type='error'><error type='sad'/></iq>`],
    [
      'with a condition called like a method',
      `<iq type='error'><error><toString xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
    ],
  ])('reads an error %s', (_, words) => {
    expect(StanzaError.fromStanza(xml(words))).toMatchObject({
      type: 'cancel',
      condition: 'undefined-condition',
    })
  })

  it('takes the type that RFC 6120 recommends', () => {
    expect(refusal('forbidden').type).toBe('auth')
    expect(refusal('resource-constraint').type).toBe('wait')
    expect(new BadRequest('No.')).toMatchObject({ type: 'modify', condition: 'bad-request', text: 'No.' })
  })
})
