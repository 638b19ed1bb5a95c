/** The folders say what may know what; here it is kept. */
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { circlesIn, importsBelow } from '../../component/src/imports.kit.ts'

/** From the ground up, the loader and the watcher beside the chat: neither knows anything of it but what is shared. */
const FLOORS = [
  'shared',
  'loader',
  'watch',
  'chat/words',
  'chat/model',
  'chat/wire',
  'chat/call',
  'chat/keep',
  'chat/view',
  'chat/later',
  'chat/files',
  'chat/farewell',
  'chat',
]

/** Beside the order: what a part may import at run time of another branch. */
const APART = [
  ['loader', 'watch'],
  ['loader', 'chat'],
  ['watch', 'loader'],
  ['watch', 'chat'],
  ['chat', 'loader'],
  ['chat', 'watch'],
]

const SRC = new URL('.', import.meta.url).pathname
const imports = importsBelow(SRC).filter(({ to }) => !to.startsWith('..') && /\.tsx?$/.test(to))
const floorOf = (file: string): string => {
  const folders = dirname(file).split('/')
  const two = folders.slice(0, 2).join('/')
  return FLOORS.includes(two) ? two : (folders[0] ?? '')
}
const told = (some: typeof imports) => some.map(({ from, to }) => `${from} -> ${to}`)

test('every folder has its floor', () => {
  expect(imports.length).toBeGreaterThan(100)
  expect(imports.map(({ from }) => floorOf(from)).filter((one) => !FLOORS.includes(one))).toEqual([])
})

test('at run time no folder imports from one above it', () => {
  const upward = imports.filter(
    ({ from, to, isType, isLazy }) =>
      !isType && !isLazy && FLOORS.indexOf(floorOf(to)) > FLOORS.indexOf(floorOf(from)),
  )
  expect(told(upward)).toEqual([])
})

test('loader, watcher and chat know nothing of each other but what is shared', () => {
  const strays = imports.filter(({ from, to }) =>
    APART.some(([one, other]) => from.startsWith(`${one}/`) && to.startsWith(`${other}/`)),
  )
  expect(told(strays)).toEqual([])
})

test('no circle at run time', () => {
  expect(circlesIn(imports.filter(({ isType, isLazy }) => !isType && !isLazy))).toEqual([])
})
