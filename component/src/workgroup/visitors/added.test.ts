import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA, type OfficeKit, officeKit } from '../../office/office.kit.ts'
import type { StanzaError } from '../../protocol/stanza-error.ts'
import { addWords } from './added.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
})
afterEach(() => kit.close())

const refused = (work: Promise<void>) => work.catch((error: StanzaError) => error.condition)

test('Q1: what is added while waiting stands with the case, so often and no more; nobody else adds anything', async () => {
  await kit.onDuty(ANNA)
  const id = await kit.joins('mia')
  const visitor = 'mia@localhost/web'
  await addWords(kit.support, visitor, ' It is the red one ')
  const notes = () => kit.office.cache.remarks.get(id)?.notes.map(({ text }) => text) ?? []
  expect(notes()).toEqual(['Added while waiting:\nIt is the red one'])
  expect(await refused(addWords(kit.support, visitor, ' \u200b '))).toBe('bad-request')
  expect(await refused(addWords(kit.support, 'eve@visitors.localhost/1', 'hi'))).toBe('item-not-found')
  for (let n = 0; n < 9; n++) await addWords(kit.support, visitor, `more ${n}`)
  expect(await refused(addWords(kit.support, visitor, 'too much'))).toBe('resource-constraint')
  expect(notes()).toHaveLength(10)
})
