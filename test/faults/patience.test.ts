import { expect, test } from 'vitest'
import { Ends, ending, inTime } from './patience.ts'

const never = () => new Promise<void>(() => {})

test('what takes too long is named', async () => {
  await expect(inTime('the server', never(), 10)).rejects.toThrow('the server: not done within 0.01 s')
  expect(await inTime('the server', Promise.resolve(1), 1_000)).toBe(1)
})

test('what hangs at the end is named, and the rest is ended all the same, the newest first', async () => {
  const ended: string[] = []
  const run = ending(async (ends) => {
    ends.add('the server', () => ended.push('server'))
    ends.add('the store', never)
    ends.add('anna', async () => ended.push('anna'))
    return 'the history'
  }, new Ends(10))
  await expect(run).rejects.toThrow('to end the store: not done within 0.01 s')
  expect(ended).toEqual(['anna', 'server'])
})

test('what went wrong before stays the first that is said', async () => {
  const run = ending(async (ends) => {
    ends.add('the store', () => {
      throw new Error('no such store')
    })
    throw new Error('the chat was lost')
  })
  await expect(run).rejects.toThrow('Error: the chat was lost; Error: no such store')
})

test('where all goes well, what was done is given back', async () => {
  expect(await ending(async () => 'the history')).toBe('the history')
})
