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

describe('shorten', () => {
  it('counts characters', () => {
    expect(shorten('😀😀😀', 3)).toBe('😀😀😀')
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…')
  })
})
