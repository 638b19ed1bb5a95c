import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, palette, parse } from './colour.ts'

const rgb = (hex: string) => parse(hex) ?? [0, 0, 0]

test('reads short and long colours, and nothing else', () => {
  expect(parse('#0af')).toEqual([0, 170, 255])
  expect(parse('#0f766e')).toEqual([15, 118, 110])
  expect(parse('teal')).toBeUndefined()
})

test('one accent by day and by night, where it can be seen at night', () => {
  const night = palette('#0f766e', 'dark')
  expect(night).toEqual({ accent: '#0f766e', 'on-accent': '#ffffff', ink: '#0f766e' })
  expect(palette('#101020', 'dark').accent).not.toBe('#101020')
})

test('text on any accent can be read, 4.5:1, and any accent as a line can be seen, 3:1', () => {
  const part = fc.integer({ min: 0, max: 255 })
  const surface = { light: '#ffffff', dark: '#171c20' } as const
  fc.assert(
    fc.property(part, part, part, fc.constantFrom<'light' | 'dark'>('light', 'dark'), (r, g, b, scheme) => {
      const hex = `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`
      const { accent, ink, 'on-accent': onAccent } = palette(hex, scheme)
      expect(contrast(rgb(accent), rgb(onAccent))).toBeGreaterThanOrEqual(4.45)
      expect(contrast(rgb(ink), rgb(surface[scheme]))).toBeGreaterThanOrEqual(2.95)
    }),
  )
})
