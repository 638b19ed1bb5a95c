import { describe, expect, it } from 'vitest'
import * as jid from './jid.ts'
import { StanzaError } from './stanza-error.ts'

describe('taking apart', () => {
  it.each([
    ['anna@localhost/psi', 'anna@localhost', 'anna', 'localhost', 'psi'],
    ['anna@localhost', 'anna@localhost', 'anna', 'localhost', undefined],
    ['localhost', 'localhost', undefined, 'localhost', undefined],
    ['localhost/a@b/c', 'localhost', undefined, 'localhost', 'a@b/c'],
    ['anna@localhost/a@b/c', 'anna@localhost', 'anna', 'localhost', 'a@b/c'],
  ])('%s', (address, bare, local, domain, resource) => {
    expect(jid.bare(address)).toBe(bare)
    expect(jid.local(address)).toBe(local)
    expect(jid.domain(address)).toBe(domain)
    expect(jid.resource(address)).toBe(resource)
    expect(jid.apart(address)).toEqual({ local, domain, resource, bare, full: address })
    expect(jid.parse(address)).toEqual({ local, domain, resource, bare, full: address })
  })
})

describe('parse', () => {
  it.each([
    ['ANNA@LocalHost/Psi', 'anna@localhost/Psi'],
    ['ａnna@localhost', 'anna@localhost'],
    ['bücher@müller.example', 'bücher@müller.example'],
    ['a@example.org.', 'a@example.org'],
    ['a@[::1]/x', 'a@[::1]/x'],
    ['sales\\20team@localhost', 'sales\\20team@localhost'],
  ])('gives %s one spelling', (given, full) => expect(jid.parse(given).full).toBe(full))

  it.each([
    ['nothing', ''],
    ['an empty local part', '@localhost'],
    ['an empty domain', 'anna@'],
    ['an empty resource', 'anna@localhost/'],
    ['two at signs', 'a@b@localhost'],
    ['a space', 'an na@localhost'],
    ['a quote', `an'na@localhost`],
    ['markup', '<anna>@localhost'],
    ['a control character', 'anna\u0000@localhost'],
    ['a line break in the resource', 'anna@localhost/a\nb'],
    ['a bidi override', 'anna@localhost/\u202Eisp'],
    ['a zero width space', 'an\u200Bna@localhost'],
    ['a lone surrogate', 'anna@localhost/\uD800'],
    ['a hyphen at the edge of a label', 'anna@-localhost'],
    ['an empty label', 'anna@a..b'],
    ['a local part beyond 1023 bytes', `${'a'.repeat(1024)}@localhost`],
    ['a resource beyond 1023 bytes', `anna@localhost/${'ä'.repeat(512)}`],
  ])('refuses %s', (_, address) => {
    expect(() => jid.parse(address)).toThrow(StanzaError)
    expect(jid.isValid(address)).toBe(false)
  })

  it('names the condition', () => {
    expect(() => jid.parse('')).toThrow(expect.objectContaining({ condition: 'jid-malformed' }))
  })

  it('tells the one spelling from others', () => {
    expect(jid.isValid('anna@localhost')).toBe(true)
    expect(jid.isValid('Anna@localhost')).toBe(false)
  })
})
