import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { buildCaps, buildInfo, FEATURES, IDENTITY } from './caps.ts'
import { xml } from './xml.ts'

test('the hash in presence is that of the answer (XEP-0115 §5.1)', () => {
  const { category, type, name } = IDENTITY
  const text = [`${category}/${type}//${name}`, ...FEATURES].map((line) => `${line}<`).join('')
  expect(buildCaps().attrs.ver).toBe(createHash('sha1').update(text).digest('base64'))
})

test('the answer carries the node that was asked for and every feature', () => {
  const info = buildInfo(xml('query', { node: 'urn:parlor:1#desk#x' }))
  expect(info.attrs.node).toBe('urn:parlor:1#desk#x')
  expect(info.getChildren('feature').map(({ attrs }) => attrs.var)).toEqual(FEATURES)
})
