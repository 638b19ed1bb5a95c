import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Lender, Store, type Stored } from './store.ts'

const stored: Stored = {
  v: 1,
  kept: { case: 'c', token: 't', pending: [] },
  at: { workgroup: 's@x', domain: 'v', websocket: 'ws://x', bosh: 'http://x' },
}

/** Pages of one site in a browser that refuses frames any storage: they hear each other. */
function tabs(count: number): Lender[] {
  const all: Lender[] = Array.from({ length: count }, () => ({
    kept: '',
    called: undefined,
    call(this: Lender, text: string) {
      for (const other of all) if (other !== this) other.called?.(text)
    },
  }))
  return all
}

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => undefined)
})
afterEach(() => vi.unstubAllGlobals())

test('C2: where tabs share no storage a second one takes up the chat of the first, no fresh form', async () => {
  const [one, two] = tabs(2) as [Lender, Lender]
  const first = new Store('k', one, undefined)
  first.save(stored)
  const second = new Store('k', two, undefined)
  expect(second.load()).toBeUndefined()
  expect(await second.ask()).toEqual(stored)
  first.forget()
  expect(second.load()).toBeUndefined()
})

test('C2: a tab that was open before hears that a chat has begun and ended in another one', () => {
  const [one, two] = tabs(2) as [Lender, Lender]
  const first = new Store('k', one, undefined)
  const second = new Store('k', two, undefined)
  const heard: boolean[] = []
  second.watch((running) => heard.push(running))
  first.save(stored)
  first.forget()
  expect(heard).toEqual([true, false])
})

test('nobody answers: it goes on after a moment', async () => {
  const [alone] = tabs(1) as [Lender]
  expect(await new Store('k', alone, undefined).ask()).toBeUndefined()
})
