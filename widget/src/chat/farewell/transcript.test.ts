import { expect, test, vi } from 'vitest'
import { initial } from '../model/step.ts'
import type { Entry } from '../model/types.ts'
import en from '../words/en.json'
import later from '../words/farewell/en.json'
import { tongue } from '../words/index.ts'
import { asPage, asText } from './transcript.ts'

const line = (who: Entry['who'], text: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id: text, who, name: who === 'me' ? 'Mia' : who === 'desk' ? 'Desk' : 'Anna', text },
  at: new Date(2026, 10, 21, 10, 2).getTime(),
  ...more,
})
const entries = [
  line('me', '<script>alert(1)</script>'),
  line('other', 'Two\nlines', { edited: true }),
  line('other', '', { retracted: true }),
  line('desk', 'in English', { notice: 'transferred', about: 'Ben & Co' }),
  line('desk', 'x', { notice: 'visitor-lost' }),
]
const copied = {
  title: 'Conversation with Anna',
  state: { thread: { ...initial.thread, entries }, room: { jid: 'r', nick: 'Mia', with: 'Anna' } },
  tongue: tongue('en-GB', en),
  later,
}

test('C8: a copy as text has what is on the screen, with names and times', () => {
  expect(asText(copied).split('\r\n')).toEqual([
    'Conversation with Anna',
    '21 November 2026',
    '',
    '10:02  Mia: <script>alert(1)</script>',
    '10:02  Anna: Two\nlines',
    '10:02  Ben & Co goes on with you from here.',
    '',
  ])
})

test('C8, T16: a copy as a page has text as text, and a policy that runs nothing', () => {
  vi.stubGlobal('document', { documentElement: { dir: 'rtl' } })
  const page = asPage(copied)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain('Ben &amp; Co goes on')
  expect(page).not.toContain('<script')
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(page).toContain('dir="rtl"')
  vi.unstubAllGlobals()
})
