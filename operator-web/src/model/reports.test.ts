import { expect, test } from 'vitest'
import { changeText, figureText, groupsIn } from './reports.ts'

test('M3: figures are said as people read them', () => {
  expect(figureText('requests', '12')).toBe('12')
  expect([
    figureText('wait_median', '59'),
    figureText('wait_p90', '61'),
    figureText('handling_median', '3720'),
  ]).toEqual([...['59 s', '1 min 1 s', '1 h 2 min']])
  expect([figureText('service_level', '0.873'), figureText('rating_mean', '4.25')]).toEqual(['87 %', '4.3'])
  expect([figureText('wait_median', ''), figureText('nonsense', '1')]).toEqual(['–', '–'])
  expect(groupsIn([{ by: 'day' }, { by: 'hour' }], 'hour')).toEqual([{ by: 'hour' }])
})

test('M3: beside the time before, figures say by how much they are more or less', () => {
  expect(changeText('requests', '12', '10')).toBe('+20 %')
  expect(changeText('wait_median', '30', '40')).toBe('−25 %')
  expect(changeText('service_level', '0.9', '0.8')).toBe('+10 %')
  expect(changeText('served', '5', '5')).toBe('±0 %')
  // Of nothing there is no hundredth.
  expect(['0', '', undefined].map((was) => changeText('requests', '3', was))).toEqual(['', '', ''])
})
