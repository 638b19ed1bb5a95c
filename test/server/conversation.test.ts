/** One whole conversation between a visitor and an operator, on a real Prosody with the real component. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startComponent, type TestComponent } from '../support/component.ts'
import { Operator, Visitor } from '../support/people/index.ts'
import { startProsody, type TestProsody } from '../support/prosody.ts'

const SUPPORT = 'support@support.localhost'

let prosody: TestProsody
let component: TestComponent

beforeAll(async () => {
  prosody = await startProsody()
  prosody.addUser('anna', 'secret')
  component = await startComponent(prosody)
})

afterAll(async () => {
  await component?.end()
  await prosody?.stop()
})

const anna = () =>
  Operator.signIn({ websocket: prosody.websocket, domain: 'localhost', username: 'anna', password: 'secret' })

test('R3: an offer is accepted, both are invited, they talk, and the chat is closed', async () => {
  const operator = await anna()
  await operator.onDuty(SUPPORT)
  await operator.queue(SUPPORT)
  const visitor = await Visitor.arrive(component.url)
  const joined = await visitor.join({ name: 'Mia', problem: 'My parcel is late' })
  const offer = await operator.offer(joined.id)
  await operator.accept(offer)
  const [visitorSeat, operatorSeat] = await Promise.all([
    visitor.enterWhenInvited(),
    operator.enterWhenInvited(),
  ])
  await visitorSeat.say('hello')
  await operatorSeat.hears('hello')
  await operatorSeat.say('good morning')
  await visitorSeat.hears('good morning')
  await operator.close(SUPPORT, joined.id)
  expect(await visitor.ended()).toBe('operator-closed')
  expect(await operator.ended()).toBe('operator-closed')
})
