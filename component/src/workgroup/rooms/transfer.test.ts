import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../../config/read.ts'
import type { Case, Phase, TransferTarget } from '../../core/types.ts'
import { openLog } from '../../effects/log.ts'
import { type OpenOffice, openOffice } from '../../office/open-office.ts'
import { caseDetails, caseRecord, SUPPORT } from '../../store/contract-samples.kit.ts'
import { openStore } from '../../store/open.ts'
import type { Store } from '../../store/types.ts'

const SALES = 'sales@support.localhost'
const NOW = 1_795_297_300_000
const log = openLog('silent')
const config = readConfig(
  `
domain: localhost
xmpp: { component: support.localhost, secret: x, visitors: visitors.localhost, rooms: rooms.localhost }
http: { url: 'http://parlor.example:8080' }
operators: { anna: { name: Anna } }
sites: { demo: { name: Acme, origins: [own], workgroups: [support, sales] } }
workgroups:
  support: { name: Support, operators: [anna] }
  sales: { name: Sales, operators: [anna] }
`,
  {},
)

let store: Store
let office: OpenOffice | undefined

beforeEach(async () => {
  store = await openStore({ sqlite: ':memory:' }, { log })
})
afterEach(async () => {
  await office?.stop()
  await store.close()
})

/** Mia's chat with Anna as Support left it in the store, and as Sales did, where it is on loan. */
async function afterCrash(inSupport: Phase | undefined): Promise<void> {
  const mia = caseRecord('mia')
  const onLoan: Case = { ...mia, front: true, from: { workgroup: SUPPORT, owner: 'anna@localhost' } }
  await store.createCase(caseDetails('mia'), mia)
  const record = inSupport && { ...mia, hasRoom: true, phase: inSupport }
  await store.commit(SUPPORT, [{ id: 'mia', record }])
  await store.commit(SALES, [{ id: 'mia', record: onLoan }])
  office = await openOffice({
    ...{ config, store, log, debug: false },
    clock: { now: () => NOW, wake: () => () => {}, onSet: () => () => {} },
  })
}

const talking = (to?: TransferTarget): Phase => ({
  ...{ is: 'active', operator: 'anna@localhost', since: NOW, operatorIn: true },
  ...(to && { transfer: { to, since: NOW, offers: [] } }),
})

const known = (jid: string): boolean =>
  office?.office.workgroups.get(jid)?.actor.state.cases.has('mia') ?? false
const kept = async (jid: string): Promise<number> => (await store.liveCases(jid)).length

test('C5: what another workgroup was lent, and is still offered, stays there after a restart', async () => {
  await afterCrash(talking({ workgroup: SALES }))
  expect([known(SUPPORT), known(SALES)]).toEqual([true, true])
  expect([await kept(SUPPORT), await kept(SALES)]).toEqual([1, 1])
})

test.each<[string, Phase | undefined]>([
  ['its owner has kept it meanwhile', talking()],
  ['it goes to somebody else now', talking('queue')],
  ['it is in the queue again', { is: 'waiting' }],
  ['it has ended', { is: 'ended', reason: 'operator-closed', at: NOW }],
  ['it is not known any more', undefined],
])('C5: a loan is settled after a restart when %s', async (_, inSupport) => {
  await afterCrash(inSupport)
  expect([known(SUPPORT), known(SALES)]).toEqual([inSupport !== undefined, false])
  expect(office?.office.workgroups.get(SALES)?.cases.has('mia')).toBe(false)
  expect(await kept(SALES)).toBe(0)
})
