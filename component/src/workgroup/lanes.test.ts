import { expect, test } from 'vitest'
import { openLog } from '../effects/log.ts'
import { Lanes } from './lanes.ts'

test('work about one case is done in order, about others at the same time; a failure ends nothing else', async () => {
  const lanes = new Lanes(openLog('silent'))
  const done: string[] = []
  let release = () => {}
  lanes.run('a', 'wait', () => new Promise<void>((resolve) => (release = resolve)))
  lanes.run('a', 'fail', async () => {
    throw new Error('no')
  })
  lanes.run('a', 'after', async () => void done.push('a'))
  lanes.run('b', 'other', async () => void done.push('b'))
  await lanes.idle('b')
  expect(done).toEqual(['b'])
  release()
  await lanes.idle('a')
  expect(done).toEqual(['b', 'a'])
  await lanes.allIdle()
})
