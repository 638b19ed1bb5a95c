import { expect, onTestFinished, test } from 'vitest'
import { caseDetails, caseRecord, entry } from '../store/contract-samples.kit.ts'
import { CONFIG, officeKit, SUPPORT } from './office.kit.ts'
import { watchRetention } from './retention.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

test('M5: what is old goes by itself: the words first, then who it was; the figures stay', async () => {
  const kit = await officeKit(
    CONFIG.replace('name: Support,', 'name: Support, keep: { transcripts: 30 d, details: 60 d },'),
  )
  const stop = watchRetention(kit.office)
  onTestFinished(async () => {
    stop()
    await kit.close()
  })
  const { store } = kit
  const now = kit.office.clock.now()
  for (const [id, age] of [
    ['old', 31],
    ['older', 61],
    ['new', 1],
  ] as const) {
    await store.createCase({ ...caseDetails(id), createdAt: now - age * DAY }, caseRecord(id))
    await store.addToTranscript(id, [entry('1', `https://d/file_share/slot-of-${id}/a.txt`)])
    await store.commit(SUPPORT, [{ id, record: undefined }])
    await store.finishCase(id, { reason: 'visitor-left', at: now - age * DAY })
  }
  const kept = async () =>
    Promise.all(
      ['new', 'old', 'older'].map(async (id) => [
        (await store.transcript(id)).length,
        (await store.caseById(id))?.visitorName === '' ? 'nobody' : 'somebody',
      ]),
    )
  expect(await kept()).toEqual([
    [1, 'somebody'],
    [1, 'somebody'],
    [1, 'somebody'],
  ])
  // Files lie on the server: while it is away their names are kept.
  kit.link.online = false
  await kit.move(60_000)
  expect(await kept()).toEqual(Array(3).fill([1, 'somebody']))
  kit.link.online = true
  await kit.move(HOUR)
  await expect.poll(kept).toEqual([
    [1, 'somebody'],
    [0, 'somebody'],
    [0, 'nobody'],
  ])
  const files = () =>
    kit.said('<erase').flatMap((text) => [...text.matchAll(/slot="([^"]+)"/g)].map(([, slot]) => slot))
  expect(files().sort()).toEqual(['slot-of-old', 'slot-of-older'])
  // And again, when their time has come.
  for (let day = 0; day < 30; day++) {
    await kit.move(DAY)
    await kit.settled()
  }
  await expect.poll(async () => (await store.transcript('new')).length).toBe(0)
  const { facts } = await store.requestFacts(SUPPORT, { from: 0, until: now + 90 * DAY }, 9)
  expect(facts.map(({ reason }) => reason)).toEqual(['visitor-left', 'visitor-left', 'visitor-left'])
})
