/** The folders say what may know what; here it is kept. */
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { circlesIn, importsBelow } from './imports.kit.ts'

/** From the ground up: a folder imports from itself and from those before it, never from one after it. */
const FLOORS = [
  'core',
  'store',
  'opening',
  'figures',
  'protocol',
  'effects',
  'config',
  'backup',
  'monitor',
  'mail',
  'hooks',
  'push',
  'commands',
  'http',
  'workgroup',
  'workgroup/rooms',
  'workgroup/notify',
  'workgroup/visitors',
  'workgroup/operators',
  'workgroup/chats',
  'handlers',
  'office',
  '.',
]

/** Files that name each other's types. Nothing of it is there at run time; each with its reason. */
const TYPE_CIRCLES: Readonly<Record<string, string>> = {
  'commands/records.ts commands/types.ts':
    'a command finds the records in its context, and the records refuse as commands do',
  'core/draft.ts core/pace.ts': 'a seat that is noted is part of the decision that is drafted',
  'core/effects.ts core/events.ts core/types.ts': 'one vocabulary, on three pages for reading',
  'protocol/caps.ts protocol/disco.ts': 'the hash is over what disco says, and a helper builds both',
  'protocol/form-check.ts protocol/forms.ts': 'a form is checked by the same fields that build it',
  'store/operators-types.ts store/types.ts': 'one store, on two pages for reading',
  'workgroup/office.ts workgroup/opening-hours.ts workgroup/workgroup.ts':
    'an office has workgroups, and each workgroup knows its office',
}

const SRC = new URL('.', import.meta.url).pathname
const imports = importsBelow(SRC).filter(({ to }) => !to.startsWith('..'))

/** Folders inside a part (`store/migrations`) belong to it. */
function floorOf(file: string): string {
  const folder = dirname(file)
  if (FLOORS.includes(folder)) return folder
  return folder.split('/')[0] ?? folder
}

test('every folder has its floor', () => {
  expect(imports.length).toBeGreaterThan(1000)
  expect(
    [...new Set(imports.map(({ from }) => floorOf(from)))].filter((one) => !FLOORS.includes(one)),
  ).toEqual([])
})

test('no folder imports from one above it', () => {
  const upward = imports.filter(({ from, to }) => FLOORS.indexOf(floorOf(to)) > FLOORS.indexOf(floorOf(from)))
  expect(upward.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
})

test('the rules import nothing but the rules', () => {
  const strays = imports.filter(({ from, to }) => floorOf(from) === 'core' && floorOf(to) !== 'core')
  expect(strays.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
})

test('no circle at run time', () => {
  expect(circlesIn(imports.filter(({ isType }) => !isType))).toEqual([])
})

test('circles of types are listed with their reason, and the list only shrinks', () => {
  expect(circlesIn(imports).map((circle) => circle.join(' '))).toEqual(Object.keys(TYPE_CIRCLES).sort())
})
