import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asked, inOrder } from './order.ts'

/** As much of Strophe's connection as matters here: an answered request is taken off the list, then its answer is told. */
function connected() {
  const told: number[] = []
  const open: Asked[] = []
  const connection = {
    _proto: { _requests: open },
    _dataRecv: ({ rid }: Asked) => void told.push(rid),
  }
  inOrder(connection)
  return {
    told,
    ask: (rid: number) => void open.push({ rid }),
    answer(rid: number) {
      open.splice(
        open.findIndex((asked) => asked.rid === rid),
        1,
      )
      connection._dataRecv({ rid })
    },
  }
}

test('C2: an answer that overtook an older one waits for it', () => {
  const { told, ask, answer } = connected()
  ask(7)
  ask(8)
  answer(8)
  expect(told).toEqual([])
  answer(7)
  expect(told).toEqual([7, 8])
})

test('C2: answers count in the order of the requests, whatever order they come in', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 40 }), (picks) => {
      const { told, ask, answer } = connected()
      const open: number[] = []
      let asked = 0
      for (const pick of picks) {
        while (open.length < 3) {
          ask(asked)
          open.push(asked++)
        }
        for (const rid of open.splice(pick % open.length, 1)) answer(rid)
        expect(told).toEqual([...told.keys()])
      }
      for (const rid of open) answer(rid)
      expect(told).toHaveLength(asked)
    }),
  )
})
