import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Page, ToPage } from '../../monitor/types.ts'
import { ANNA, BEN, CONFIG, type OfficeKit, officeKit } from '../../office/office.kit.ts'
import { bellFor, inviteFromSite, isCalled, tellOutcome, visitorsOnSite } from './site.ts'

const WATCHED = CONFIG.replace('workgroups: [support, sales] }', 'workgroups: [support], monitoring: on }')

let kit: OfficeKit
beforeEach(async () => {
  kit = await officeKit(WATCHED)
})
afterEach(() => kit.close())

/** Somebody reads a page of the site; returns what the page is told. */
function reads(name: string, site = 'demo'): { told: ToPage[]; leave: () => void } {
  const told: ToPage[] = []
  const page: Page = { send: (message) => void told.push(message), close() {} }
  const parameters = [{ name: 'name', value: name, verified: false }]
  const leave = kit.office.siteVisitors.arrive(undefined, { site, parameters, busy: false }, page)
  return { told, leave: leave ?? (() => {}) }
}
const invitationOf = ({ told }: { told: ToPage[] }): string | undefined =>
  told.flatMap((one) => (one.is === 'invited' ? [one.invitation] : [])).at(-1)

test('R7: a workgroup sees the visitors of the sites that watch for it, and of no other', async () => {
  reads('Mia')
  reads('Omar', 'elsewhere')
  expect(visitorsOnSite(kit.support).map(({ name }) => name)).toEqual(['Mia'])
  expect(visitorsOnSite(kit.sales)).toEqual([])
})

test('R7: only who could take the chat may invite, and each visitor has one invitation', async () => {
  reads('Mia')
  expect(inviteFromSite(kit.support, 1, ANNA)).toMatchObject({ fault: 'not-on-duty' })
  await kit.onDuty(ANNA)
  await kit.onDuty(BEN)
  expect(inviteFromSite(kit.support, 7, ANNA)).toMatchObject({ fault: 'not-found' })
  expect(inviteFromSite(kit.support, 1, ANNA)).toBeUndefined()
  expect(inviteFromSite(kit.support, 1, BEN)).toMatchObject({
    fault: 'already-taken',
    text: 'Anna has invited this visitor already.',
  })
})

test('R7: an invitation keeps a seat until it is answered', async () => {
  await kit.onDuty(ANNA)
  const seats = kit.support.actor.state.rules.operators.get('anna@localhost')?.seats ?? 0
  const pages = Array.from({ length: seats + 1 }, (_, index) => reads(`Visitor ${index}`))
  const faults = pages.map((_, index) => inviteFromSite(kit.support, index + 1, ANNA)?.fault)
  expect(faults).toEqual([...Array(seats).fill(undefined), 'no-free-seat'])
  const token = invitationOf(pages[0] ?? reads('nobody'))
  expect(isCalled(kit.support, token)).toBe(true)
  kit.office.siteVisitors.decline(token ?? '', 'declined')
  expect(inviteFromSite(kit.support, seats + 1, ANNA)).toBeUndefined()
})

test('R7: an invitation ends with the grace, and with the operator who gave it', async () => {
  await kit.onDuty(ANNA)
  const mia = reads('Mia')
  inviteFromSite(kit.support, 1, ANNA)
  const token = invitationOf(mia)
  expect(isCalled(kit.support, token)).toBe(true)
  await kit.hear(`<presence type='unavailable' from='${ANNA}' to='${kit.support.jid}'/>`)
  expect(isCalled(kit.support, token)).toBe(false)
  await kit.move(kit.support.settings.visitorGrace)
  expect(kit.office.siteVisitors.standing(token ?? '')).toBeUndefined()
  expect(mia.told.at(-1)).toEqual({ is: 'over' })
})

test('R7: what came of an invitation is told to the client that gave it; changes of a moment ring once', async () => {
  await kit.onDuty(ANNA)
  const mia = reads('Mia')
  inviteFromSite(kit.support, 1, ANNA)
  const invitation = kit.office.siteVisitors.standing(invitationOf(mia) ?? '')
  if (!invitation) throw new Error('there is no invitation')
  tellOutcome(kit.office, invitation, 'declined')
  expect(
    kit.said('Mia does not want to chat now.').filter((text) => text.includes(`to="${ANNA}"`)),
  ).toHaveLength(1)
  const ring = bellFor(() => kit.office)
  const before = kit.said('visitors').length
  for (let times = 0; times < 5; times++) ring('demo')
  expect(kit.said('visitors')).toHaveLength(before)
  await kit.move(1_000)
  expect(kit.said('visitors')).toHaveLength(before + 1)
})
