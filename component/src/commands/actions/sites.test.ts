import { expect, test } from 'vitest'
import { fake, NOW } from '../fake.kit.ts'
import { sites } from './sites.ts'

const SHOP = {
  ...{ id: 'shop', name: 'Shop', url: 'https://chat.example', accent: '#0f766e', signed: true },
  ...{ monitoring: 'off', origins: ['https://shop.example'] },
  seen: [{ origin: 'https://test.shop.example', allowed: false, at: NOW - 120_000 }],
}

test('D5: the websites, and a page that asks without being listed, in words and as a table', async () => {
  const told = await sites.run(fake([], { records: { sites: () => [SHOP] } }), {})
  expect(told).toMatchObject({
    ok: 'Shop (shop)\n- https://test.shop.example, 2 min ago: not among its origins',
    table: { rows: [{ site: 'shop', origins: 'https://shop.example', signed: 'true' }] },
  })
})
