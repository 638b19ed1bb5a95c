import { expect, test } from 'vitest'
import { queryParams } from './page.ts'

test('V2: parameters of a plain link; what the server would refuse is left out', () => {
  const query = new URLSearchParams('param_customer=56164&site=demo&param_=x&param_7=x&param_order=a%26b')
  query.set('param_long', 'x'.repeat(2000))
  query.set(`param_${'n'.repeat(65)}`, 'x')
  expect(queryParams(query)).toEqual({ customer: '56164', order: 'a&b', long: 'x'.repeat(1000) })
})
