import { expect, test } from 'vitest'
import { parts, unturned } from './links.ts'

const links = (text: string) =>
  parts(text).flatMap(({ text, href, leads }) => (href ? [[text, href, leads]] : []))

test.each([
  ['see https://a.example/x?y=1.', 'https://a.example/x?y=1', 'https://a.example/x?y=1'],
  ['(http://a.example)', 'http://a.example', 'http://a.example/'],
  ['https://a.example/w_(x)', 'https://a.example/w_(x)', 'https://a.example/w_(x)'],
  ['(see https://a.example/w_(x)).', 'https://a.example/w_(x)', 'https://a.example/w_(x)'],
  ['[https://a.example/a[1]]', 'https://a.example/a[1]', 'https://a.example/a[1]'],
  ['“https://a.example/”', 'https://a.example/', 'https://a.example/'],
  ['HTTPS://A.example/X!', 'HTTPS://A.example/X', 'https://a.example/X'],
  ['http://a.example:80/', 'http://a.example:80/', 'http://a.example/'],
  ['at www.shop.example/cart, please', 'www.shop.example/cart', 'https://www.shop.example/cart'],
  ['write to mia.b+c@mail.example.org!', 'mia.b+c@mail.example.org', 'mailto:mia.b+c@mail.example.org'],
  ['mailto:mia@example.org', 'mailto:mia@example.org', 'mailto:mia@example.org'],
  ['https://münchen.example/ä', 'https://münchen.example/ä', 'https://xn--mnchen-3ya.example/%C3%A4'],
  ['见https://a.example/x。谢谢', undefined, undefined],
  ['见 https://a.example/x。谢谢', 'https://a.example/x', 'https://a.example/x'],
  ['https://пример.рф/', 'https://пример.рф/', 'https://xn--e1afmkfd.xn--p1ai/'],
  ['https://日本語.example/', 'https://日本語.example/', 'https://xn--wgv71a119e.example/'],
])('an address in "%s"', (text, shown, href) => {
  expect(links(text)).toEqual(shown ? [[shown, href, undefined]] : [])
})

test.each([
  ...[
    'plain',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'www.',
    'a@b',
    'xwww.a.example',
    '@mia@',
    'mailto:',
  ],
  ...['vbscript:x', 'file:///etc/passwd', 'ftp://a.example', `https://a.example/${'x'.repeat(2000)}`],
])('no address in "%s"', (text) => {
  expect(parts(text)).toEqual([{ text }])
})

test.each([
  ['https://p\u0430ypal.example/a', 'https://xn--pypal-4ve.example/a', undefined],
  ['https://\u0430\u0440\u0440\u04cf\u0435.example/', 'https://xn--80ak6aa92e.example/', undefined],
  ['www.g\u03bf\u03bfd.example', 'www.xn--gd-jbca.example', undefined],
  ['https://bank.example@evil.example/', 'https://bank.example@evil.example/', 'evil.example'],
  [
    'https://bank.example:443@evil.example:81/',
    'https://bank.example:443@evil.example:81/',
    'evil.example:81',
  ],
  ['http://2130706433/', 'http://2130706433/', '127.0.0.1'],
  ['http://%65vil.example/', 'http://%65vil.example/', 'evil.example'],
])('%s says where it leads', (text, shown, leads) => {
  expect(links(text).map(([text, , leads]) => [text, leads])).toEqual([[shown, leads]])
})

test('what turns the direction is no part of an address or a name', () => {
  expect(links('https://a.example/\u202Egpj.exe')).toEqual([
    ['https://a.example/', 'https://a.example/', undefined],
  ])
  expect(unturned('\u202EanΑ\u2066\u200F')).toBe('anΑ')
})

test('nothing of a text is lost', () => {
  const text = 'a https://x.example, b <b>http://y.example/"z</b> c\nmia@x.example d'
  expect(
    parts(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})

test('a long text without an address takes no time', () => {
  const begun = performance.now()
  for (const text of [
    'a.'.repeat(35_000),
    'a@'.repeat(35_000),
    '('.repeat(70_000),
    `https://a.example/${')'.repeat(60_000)}`,
  ])
    parts(text)
  expect(performance.now() - begun).toBeLessThan(2000)
})
