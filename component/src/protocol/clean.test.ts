import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText, shorten } from './clean.ts'

describe('cleanLine', () => {
  it.each([
    ['  Mia   Jensen ', 'Mia Jensen'],
    ['Mia\r\nAdmin: hi', 'Mia Admin: hi'],
    ['\u202Enimda', 'nimda'],
    ['a\u2028b\u00A0c\u3000d', 'a b c d'],
    ['ليلى', 'ليلى'],
    ['नि\u200Dता', 'नि\u200Dता'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['\uFEFFMia\uFFFE', 'Mia'],
    ['a\u{E0041}b', 'ab'],
    ['\u001B[31mred', '[31mred'],
  ])('%j', (given, wanted) => expect(cleanLine(given)).toBe(wanted))
})

describe('cleanText', () => {
  it('keeps lines and tabs', () => expect(cleanText('a\r\nb\tc\rd\n')).toBe('a\nb\tc\nd'))
  it('takes out half characters and leaves whole ones', () => expect(cleanText('\uD83D😀\uDE00')).toBe('😀'))
})

describe('what nobody can see is empty', () => {
  it.each([
    '\u200B',
    '\u2800\u2800',
    '\u3164',
    '\u115F\u1160',
    '\uFFA0',
    '\u00AD',
    '\u200D\u200C',
    ' \u2060\n\uFE0F',
    '\u{E0100}',
  ])('%j', (given) => expect([cleanLine(given), cleanText(given)]).toEqual(['', '']))
})

describe('empty lines', () => {
  it('are folded', () => {
    expect(cleanText(`a${'\n'.repeat(400)}b`)).toBe('a\n\n\nb')
    expect(cleanText(`a${'\n \t'.repeat(400)}b`)).toMatch(/^a\n{3}[ \t]*b$/)
    expect(cleanText('a\n\nb\n\n\nc')).toBe('a\n\nb\n\n\nc')
  })
})

describe('shorten', () => {
  it('counts characters', () => {
    expect(shorten('😀😀😀', 3)).toBe('😀😀😀')
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…')
  })
})
