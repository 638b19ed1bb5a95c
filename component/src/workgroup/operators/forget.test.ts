import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OfficeKit, officeKit, SUPPORT } from '../../office/office.kit.ts'
import { caseDetails, caseRecord, entry } from '../../store/contract-samples.kit.ts'
import { forgettingRecords } from './forget.ts'

const CAROL = 'carol@localhost'
const MIA = ['mail:mia@example.org']
const FILE = 'https://localhost/file_share/Yq0xJ2mC8dVf/photo.jpg'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
  const { store } = kit
  await store.createCase(caseDetails('a'), caseRecord('a'))
  await store.setPersons('a', MIA)
  await store.addToTranscript('a', [entry('1', `See ${FILE}`), entry('2', `and again ${FILE}`)])
  await store.commit(SUPPORT, [{ id: 'a', record: undefined }])
  await store.finishCase('a', { reason: 'visitor-left', at: 5_000 })
})
afterEach(() => kit.close())

const erase = () => forgettingRecords(kit.support, CAROL).erasePerson(MIA)
const record = async () => JSON.parse((await kit.store.proofs())[0]?.record ?? '{}')

test('M5: the files that were spoken of are erased on the server, once each, and the proof counts them', async () => {
  kit.answerWith('<erase', "<erase xmlns='urn:parlor:1' count='1'/>")
  expect(await erase()).toMatchObject({ cases: 1, left: 0 })
  const [told, ...more] = kit.said('<erase')
  expect(told).toContain('to="upload.localhost"')
  expect(told?.match(/slot="Yq0xJ2mC8dVf"/g)).toHaveLength(1)
  expect(more).toEqual([])
  expect(await record()).toMatchObject({ files: { named: 1, erased: 1 } })
  expect(JSON.stringify((await record()).notReached)).not.toContain('uploaded')
})

test('M5: files that a server keeps are named in the proof as not reached', async () => {
  kit.refuse('<erase', 'item-not-found')
  expect(await erase()).toMatchObject({ cases: 1 })
  const { files, notReached } = await record()
  expect(files).toEqual({ named: 1, erased: 0 })
  expect(notReached).toEqual(
    expect.arrayContaining([
      'backups made before',
      'uploaded files that are left, until the server forgets them',
    ]),
  )
})
