import { beforeEach, expect, test } from 'vitest'
import { emptyDesk } from '../model/desk.ts'
import type { DeviceKeys } from '../wire/push.ts'
import type { Browser } from './browser-push.ts'
import { FakeLink } from './fake-link.kit.ts'
import { Push } from './push.ts'

const SUPPORT = 'support@support.localhost'
const DEVICE: DeviceKeys = { endpoint: 'https://push.example.com/1', p256dh: 'key', auth: 'secret' }

let link: FakeLink
let push: Push
let desk = emptyDesk
let known: Awaited<ReturnType<Browser['known']>>
let subscribed: Awaited<ReturnType<Browser['subscribe']>>
let asked: string[]

beforeEach(() => {
  link = new FakeLink()
  desk = emptyDesk
  known = 'off'
  subscribed = DEVICE
  asked = []
  const browser: Browser = {
    known: async (key, account) => {
      asked.push(`known ${key} ${account}`)
      return known
    },
    subscribe: async (key) => {
      asked.push(`subscribe ${key}`)
      return subscribed
    },
    unsubscribe: async () => void asked.push('unsubscribe'),
  }
  const hands = { link, desk: () => desk, tell: () => {}, now: () => 0, later: () => () => {} }
  push = new Push(hands, browser)
})

const isShown = (show: 'dnd' | 'available') => {
  desk = { ...desk, own: { ...desk.own, show } }
  push.onFact({ is: 'own-changed', own: desk.own })
}

async function signedIn(key = "key='server-key'") {
  push.onFact({ is: 'online', jid: 'anna@localhost', resumed: false })
  push.onFact({ is: 'commands-found', workgroup: SUPPORT, commands: ['queue'] })
  await link.answer('<push', `<push xmlns='urn:parlor:1' ${key}/>`)
}

test('D8: a click subscribes this device with the key of the installation, and tells the workgroup', async () => {
  await signedIn()
  expect(push.state.get()).toBe('off')
  const turning = push.turnOn()
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(link.last('endpoint').toString()).toContain('p256dh="key"')
  await link.answer('endpoint')
  await turning
  expect(push.state.get()).toBe('on')
  expect(asked).toEqual(['known server-key anna@localhost', 'subscribe server-key'])
})

test('D8: a device that is known is told again at each sign-in, is silent with "do not disturb", and forgotten at the sign-out', async () => {
  known = DEVICE
  await signedIn()
  await link.answer('endpoint')
  expect(push.state.get()).toBe('on')
  expect(link.last('endpoint').toString()).not.toContain('quiet')
  isShown('dnd')
  expect(link.last('endpoint').toString()).toContain('quiet="true"')
  isShown('dnd')
  isShown('available')
  expect(link.count('endpoint')).toBe(3)
  const forgetting = push.forget()
  await new Promise((resolve) => setTimeout(resolve, 0))
  await link.answer('stop="true"')
  await forgetting
  expect(asked.at(-1)).toBe('unsubscribe')
  expect(push.state.get()).toBe('off')
})

test('D8: where it cannot be, was refused, or the workgroup says no, the desk says so', async () => {
  await signedIn('')
  expect(push.state.get()).toBe('impossible')
  await signedIn()
  subscribed = 'refused'
  await push.turnOn()
  expect(push.state.get()).toBe('refused')
  subscribed = DEVICE
  const turning = push.turnOn()
  await new Promise((resolve) => setTimeout(resolve, 0))
  await link.answer('endpoint', '', 'error')
  await turning
  expect(push.state.get()).toBe('failed')
})
