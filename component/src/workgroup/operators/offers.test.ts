import { afterEach, beforeEach, expect, test } from 'vitest'
import { linkIsUp } from '../../office/link-up.ts'
import { ANNA, answerOffer, BEN, type OfficeKit, officeKit } from '../../office/office.kit.ts'

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit()
})
afterEach(() => kit.close())

const offersTo = (client: string) => kit.said('<offer ').filter((text) => text.includes(`to="${client}"`))

test('R3: a request rings as an IQ at a client that speaks XEP-0142, and in words at a plain one', async () => {
  await kit.onDuty(ANNA)
  await kit.onDuty('ben@localhost/psi', 'plain')
  await kit.joins('mia')
  expect(offersTo(ANNA)).toHaveLength(1)
  const words = kit.said('<body>').filter((text) => text.includes('to="ben@localhost"'))
  expect(words).toHaveLength(1)
  expect(words[0]).toContain('mia')
})

test('A2: who has several plain clients reads an offer in each of them, once, and the archive has it once', async () => {
  const clients = ['ben@localhost/psi', 'ben@localhost/phone'] as const
  for (const client of clients) await kit.onDuty(client, 'plain')
  await kit.joins('mia')
  const written = () => kit.said('is waiting').filter((text) => text.startsWith('<message'))
  const to = (text: string) => /to="([^"]*)"/.exec(text)?.[1]
  expect(written().map(to).sort()).toEqual([...clients].sort())
  expect(written().every((text) => text.includes('<private'))).toBe(true)
  expect(written().filter((text) => text.includes('<no-store'))).toHaveLength(1)
  // One that comes while it rings reads it too; one that changes its presence does not read it again.
  await kit.onDuty('ben@localhost/late', 'plain')
  await kit.onDuty('ben@localhost/psi', 'plain', 'chat')
  expect(written().map(to).at(-1)).toBe('ben@localhost/late')
  expect(written()).toHaveLength(3)
})

test('R3: a client that cannot take the offer gets it in words, as long as it rings', async () => {
  await kit.onDuty(ANNA)
  kit.refuse('<offer ', 'internal-server-error')
  await kit.joins('mia')
  expect(kit.said('<body>').filter((text) => text.includes(`to="${ANNA}"`))).toHaveLength(1)
})

test('R3: it rings at a client that comes while it rings, and once', async () => {
  await kit.onDuty(ANNA)
  await kit.joins('mia')
  await kit.onDuty('anna@localhost/second')
  await kit.onDuty('anna@localhost/second')
  expect(offersTo('anna@localhost/second')).toHaveLength(1)
})

test('R2: whoever answers first has it; the others are told who did', async () => {
  await kit.onDuty(ANNA)
  await kit.onDuty(BEN)
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'accept', id)
  const revoked = kit.said('<offer-revoke').filter((text) => text.includes(`to="${BEN}"`))
  expect(revoked).toHaveLength(1)
  expect(revoked[0]).toContain('Anna')
})

test('R3: an offer that is rejected goes to the next one, not back', async () => {
  await kit.onDuty(ANNA)
  const id = await kit.joins('mia')
  await answerOffer(kit, ANNA, 'reject', id)
  expect(kit.support.actor.state.cases.get(id)?.phase.is).toBe('waiting')
  await kit.onDuty(BEN)
  expect(offersTo(BEN)).toHaveLength(1)
  expect(offersTo(ANNA)).toHaveLength(1)
})

test('R3: an offer that expired while the link was gone is revoked when it is back', async () => {
  await kit.onDuty(ANNA)
  await kit.joins('mia')
  kit.link.online = false
  await kit.move(31_000)
  expect(kit.said('<offer-revoke')).toHaveLength(0)
  kit.link.online = true
  linkIsUp(kit.support)
  await kit.settled()
  expect(kit.said('<offer-revoke').filter((text) => text.includes(`to="${ANNA}"`))).toHaveLength(1)
  linkIsUp(kit.support)
  await kit.settled()
  expect(kit.said('<offer-revoke')).toHaveLength(1)
})
