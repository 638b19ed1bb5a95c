import { expect, test } from 'vitest'
import { chatAddress, faultsOfPage, linkOf, pictureOf, snippetOf, type Website } from './website.ts'

const SITE: Website = {
  ...{ id: 'shop', name: 'Shop', url: 'https://chat.example', accent: '#0f766e', signed: true },
  ...{ monitoring: 'off', origins: ['https://shop.example'], seen: [], workgroups: ['support@c'] },
}
const found = (policy: string, address = 'https://shop.example/cart', site = SITE) =>
  faultsOfPage(site, address, policy).map(({ what }) => what)

test('D5: the snippet has what differs from the defaults, and no more; what is written into it stays text', () => {
  expect(snippetOf(SITE, 'support@c')).toBe(
    '<script src="https://chat.example/widget.js" data-site="shop" data-workgroup="support" async></script>',
  )
  expect(
    snippetOf(SITE, 'support@c', {
      ...{ position: 'left', accent: '#0F766E', label: 'Say "hi" <now>', hideWhenClosed: true },
    }),
  ).toContain('data-position="left" data-label="Say &quot;hi&quot; &lt;now>" data-when-closed="hide" async')
  expect(snippetOf(SITE, 'support@c', { accent: '#ff0000' })).toContain('data-accent="#ff0000"')
})

test('D5: link and picture lead to the hosted page of the site', () => {
  expect(chatAddress(SITE, 'support@c')).toBe('https://chat.example/chat/support?site=shop')
  expect(linkOf(SITE, 'support@c')).toContain('href="https://chat.example/chat/support?site=shop"')
  expect(pictureOf(SITE, 'support@c', 'bar', 'png')).toContain(
    'src="https://chat.example/status/support.png?set=bar"',
  )
})

test('D5: an origin that is not listed, a page that is none, a widget without encryption', () => {
  expect(found('')).toEqual([])
  expect(found('', 'shop.example')).toEqual(['address'])
  expect(found('', 'javascript:alert(1)')).toEqual(['address'])
  expect(found('', 'https://test.shop.example/')).toEqual(['origin'])
  expect(found('', 'https://shop.example/', { ...SITE, url: 'http://chat.example' })).toEqual(['mixed'])
})

test.each([
  ["default-src 'self'", ['script-src', 'frame-src', 'connect-src', 'img-src']],
  ["default-src 'self'; script-src 'self' https://chat.example", ['frame-src', 'connect-src', 'img-src']],
  ['Content-Security-Policy: script-src *; default-src chat.example', []],
  ['default-src https:', []],
  ['default-src *.chat.example', ['script-src', 'frame-src', 'connect-src', 'img-src']],
  ['default-src *.example', []],
  ['default-src https://chat.example:8443', ['script-src', 'frame-src', 'connect-src', 'img-src']],
  ['default-src https://chat.example:443', []],
  ["frame-src 'none'; child-src https://chat.example", ['frame-src']],
  ['child-src https://chat.example', []],
  ["script-src 'nonce-abc'", ['script-src']],
  ['img-src data:; img-src *', ['img-src']],
])('D5: the policy %s keeps away %j', (policy, what) => expect(found(policy)).toEqual(what))
