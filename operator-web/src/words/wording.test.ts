import { describe, expect, test } from 'vitest'
import { language, listed, many, t } from './index.ts'
import { wording } from './wording.ts'

describe('D6: what the desk says', () => {
  test('is English where nothing else is known, and places are filled', () => {
    expect(language).toBe('en')
    expect(t('{name} is waiting', { name: 'Mia <b>' })).toBe('Mia <b> is waiting')
    // What is not given stays: the places of canned replies are told about, not filled.
    expect(t('{visitor} is filled in')).toBe('{visitor} is filled in')
    expect(t('Open|do it')).toBe('Open')
    expect(many(1, '{n} chat', '{n} chats')).toBe('1 chat')
    expect(many(0, '{n} chat', '{n} chats')).toBe('0 chats')
  })

  test('has the plurals of the language, not those of English', () => {
    const arabic = wording('ar', {
      '{n} chats': { other: 'o', zero: 'z', one: '1', two: '2', few: '{n} few', many: 'm' },
    })
    const said = [0, 1, 2, 5, 11, 100].map((n) => arabic.many(n, '{n} chat', '{n} chats'))
    expect(said).toEqual(['z', '1', '2', expect.stringContaining('few'), 'm', 'o'])
    // French says "0 chat".
    const french = wording('fr', { '{n} chats': { one: '{n} chat', many: 'm', other: '{n} chats' } })
    expect(french.many(0, '{n} chat', '{n} chats')).toBe('0 chat')
  })

  test('is English, with English plurals, where a language has no word of it', () => {
    const arabic = wording('ar', {})
    expect(arabic.text('Take')).toBe('Take')
    expect(arabic.many(3, '{n} chat', '{n} chats')).toContain('chats')
  })

  test('D1: several workgroups are listed as people do it', () => {
    expect([['Support'], ['Support', 'Sales'], ['Support', 'Sales', 'Returns']].map(listed)).toEqual([
      'Support',
      'Support and Sales',
      'Support, Sales and Returns',
    ])
    expect(wording('de').listed(['Anna', 'Ben'])).toBe('Anna und Ben')
  })
})
