import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, palette, parse } from './colour.ts'

const rgb = (hex: string) => parse(hex) ?? [0, 0, 0]

test('reads short and long colours, and nothing else', () => {
  expect(parse('#0af')).toEqual([0, 170, 255])
  expect(parse('#0f766e')).toEqual([15, 118, 110])
  expect(parse('teal')).toBeUndefined()
})

test('the default accent keeps its own night', () => {
  expect(palette('#0f766e', 'dark').accent).toBe('#2dd4bf')
})

test('text on any accent, and any accent as text, can be read: 4.5:1', () => {
  const part = fc.integer({ min: 0, max: 255 })
  const surface = { light: '#ffffff', dark: '#171c20' } as const
  fc.assert(
    fc.property(part, part, part, fc.constantFrom<'light' | 'dark'>('light', 'dark'), (r, g, b, scheme) => {
      const hex = `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`
      const { accent, ink, 'on-accent': onAccent } = palette(hex, scheme)
      expect(contrast(rgb(accent), rgb(onAccent))).toBeGreaterThanOrEqual(4.45)
      expect(contrast(rgb(ink), rgb(surface[scheme]))).toBeGreaterThanOrEqual(4.45)
    }),
  )
})
