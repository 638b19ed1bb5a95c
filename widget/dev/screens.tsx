/** For looking at: every screen of the widget without a server, `npm run dev -w widget`, then /dev/screens.html#chatting */
import { render } from 'preact'
import { Drafts } from '../src/chat/keep/drafts.ts'
import { palette } from '../src/chat/model/colour.ts'
import { LETTER } from '../src/chat/model/form.ts'
import { initial } from '../src/chat/model/step.ts'
import type { Entry, Instead, Look, State, Why } from '../src/chat/model/types.ts'
import { App } from '../src/chat/view/App.tsx'
import '../src/chat/view/tokens.css'
import '../src/chat/view/widget.css'
import { speak } from '../src/chat/words/index.ts'

const look: Look = {
  site: { id: 'demo', name: 'Acme', accent: '#0f766e', greeting: 'Hi! How can we help?' },
  workgroup: { jid: 'support@support.localhost', name: 'Support', description: 'Help with orders' },
  availability: { open: true, show: 'available', waiting: 0, expectedWait: 60 },
  form: {
    fields: [
      { name: 'name', label: 'Name', type: 'text-single', required: true },
      { name: 'email', label: 'E-mail', type: 'text-single', datatype: 'email' },
      { name: 'problem', label: 'What is it about?', type: 'text-multi' },
    ],
  },
}

const at = (minutes: number) => new Date(2026, 10, 21, 10, minutes).getTime()
const line = (
  id: string,
  who: Entry['who'],
  text: string,
  minute: number,
  more: Partial<Entry> = {},
): Entry => ({
  id,
  stanzaId: id,
  who,
  name: who === 'me' ? 'Mia' : 'Anna',
  text,
  at: at(minute),
  ...(who === 'me' ? { state: 'sent' as const } : {}),
  ...more,
})

const entries: Entry[] = [
  line('1', 'me', 'Where is my order?', 2),
  line('2', 'me', 'It should have come on Thursday, and the page still says "packed".', 2),
  line('3', 'other', 'Let me look, Mia.', 2),
  line(
    '4',
    'other',
    'It left us this morning: https://track.example/JD0146?x=1. You will have it tomorrow before noon.',
    4,
  ),
  line('5', 'desk', '', 4, { name: 'Desk', notice: 'operator-lost' }),
  line('6', 'desk', '', 5, { name: 'Desk', notice: 'operator-back' }),
  line('7', 'me', 'Perfect, thank you', 5),
]

const base: State = { ...initial, look, seen: true, case: '7k3q9x', token: 't', line: 'up' }
const room = { jid: 'r@rooms.localhost', nick: 'Mia', with: 'Anna' }
const chat: State = {
  ...base,
  phase: 'chatting',
  room,
  people: { Anna: 'available' },
  thread: { ...initial.thread, live: true, entries },
}

const withBen: Entry[] = [
  line('8', 'desk', '', 6, { name: 'Desk', notice: 'colleague-joined', about: 'Ben' }),
  line('9', 'other', 'Hello Mia, I am with the carrier.', 6, { name: 'Ben' }),
  line('10', 'other', 'Your parcel is on the van.', 6, { name: 'Ben' }),
  line('11', 'other', 'I note that down for next time.', 7),
]
const fromAnnaToBen: Entry[] = [
  line('8', 'desk', '', 6, { name: 'Desk', notice: 'transferred', about: 'Ben' }),
  line('9', 'other', 'Hello Mia, I take it from here.', 6, { name: 'Ben' }),
]

const typed = { name: 'Mia', email: 'mia@example.org', [LETTER]: 'Where is my order?' }
const shut = (why: Why, instead: Instead): State => ({
  ...initial,
  seen: true,
  phase: 'nobody',
  why,
  instead,
  look: {
    ...look,
    availability: { open: false, why, show: 'offline', waiting: 0 },
    ...(why === 'closed' && {
      hours: { text: 'Mon – Fri 09:00 – 17:00 (Denmark Time)', next: '2026-11-23T08:00:00Z' },
    }),
  },
})

const screens: Record<string, State> = {
  loading: { ...initial, seen: true },
  form: { ...initial, look, seen: true, phase: 'form' },
  wrong: {
    ...initial,
    look,
    seen: true,
    phase: 'form',
    values: { email: 'mia@' },
    wrong: { name: 'required', email: 'email' },
  },
  fields: {
    ...initial,
    seen: true,
    phase: 'form',
    look: {
      ...look,
      form: {
        instructions: 'We answer in English and Danish.',
        fields: [
          {
            name: 'about',
            label: 'About',
            type: 'list-single',
            required: true,
            options: [{ label: 'An order', value: 'o' }],
          },
          { name: 'note', type: 'fixed', values: ['Please do not write card numbers.'] },
          {
            name: 'ok',
            label: 'I agree that this conversation is kept for 30 days.',
            type: 'boolean',
            required: true,
          },
        ],
      },
    },
  },
  nobody: { ...initial, look, seen: true, phase: 'nobody', why: 'nobody' },
  connecting: { ...initial, look, seen: true, phase: 'connecting' },
  waiting: { ...base, phase: 'waiting', place: { position: 1, seconds: 60 } },
  next: { ...base, phase: 'waiting', place: { position: 0 }, away: '' },
  joining: { ...base, phase: 'joining', room },
  chatting: { ...chat, typing: 'Anna' },
  first: { ...chat, thread: { ...initial.thread, live: true } },
  lost: {
    ...chat,
    line: 'down',
    tries: 2,
    thread: {
      ...chat.thread,
      pending: [line('8', 'me', 'Are you still there?', 6, { state: 'queued' })],
    },
  },
  unsaved: {
    ...chat,
    thread: { ...chat.thread, pending: [line('8', 'me', 'One more thing', 6, { state: 'failed' })] },
  },
  ended: {
    ...chat,
    phase: 'ended',
    ended: 'operator-closed',
    token: undefined as unknown as string,
    line: 'off',
    bye: { token: 't' },
    look: { ...look, rating: 'stars', mails: true },
  },
  rated: {
    ...chat,
    phase: 'ended',
    ended: 'operator-closed',
    token: undefined as unknown as string,
    line: 'off',
    bye: { token: 't', rated: 4 },
    look: { ...look, rating: 'stars', mails: true },
  },
  smiled: {
    ...chat,
    phase: 'ended',
    ended: 'idle',
    token: undefined as unknown as string,
    line: 'off',
    bye: { token: 't', rated: 5 },
    look: { ...look, rating: 'smileys' },
  },
  left: {
    ...base,
    phase: 'ended',
    ended: 'visitor-left',
    token: undefined as unknown as string,
    line: 'off',
  },
  busy: { ...chat, people: { Anna: 'dnd' } },
  late: {
    ...base,
    phase: 'ended',
    ended: 'waited-too-long',
    token: undefined as unknown as string,
    line: 'off',
  },
  away: { ...base, phase: 'waiting', place: { position: 1, seconds: 60 }, away: 'in 5 minutes' },
  queue: {
    ...initial,
    seen: true,
    phase: 'form',
    look: {
      ...look,
      notices: ['Payments by card are slow today.'],
      availability: { open: true, show: 'offline', waiting: 0 },
    },
  },
  three: {
    ...chat,
    people: { Anna: 'available', Ben: 'available' },
    guests: ['Ben'],
    typing: 'Ben',
    thread: { ...chat.thread, entries: [...entries, ...withBen] },
  },
  amended: {
    ...chat,
    thread: {
      ...chat.thread,
      seen: '7',
      entries: [
        ...entries,
        line('8', 'other', 'Tomorrow before ten.', 6, { edited: true, quote: 'Perfect, thank you' }),
        line('9', 'other', '', 6, { retracted: true }),
        line('10', 'me', 'Thanks again', 7, { reactions: { Anna: ['👍'] } }),
      ],
    },
  },
  handed: {
    ...chat,
    room: { ...room, with: 'Ben' },
    people: { Ben: 'available' },
    thread: { ...chat.thread, entries: [...entries, ...fromAnnaToBen] },
  },
  message: shut('nobody', { do: 'message' }),
  closed: {
    ...shut('closed', { do: 'message' }),
    wrong: { name: 'required', [LETTER]: 'required' },
  },
  unsent: {
    ...shut('nobody', { do: 'message' }),
    values: typed,
    letter: { is: 'failed', fault: 'no-connection' },
  },
  opened: { ...shut('nobody', { do: 'message' }), look, values: typed },
  received: { ...shut('nobody', { do: 'message' }), letter: { is: 'sent', number: 1842 } },
  full: shut('full', { do: 'workgroup', jid: 'sales@support.localhost' }),
  redirect: shut('closed', { do: 'redirect', url: 'https://shop.example/help' }),
  elsewhere: { ...base, phase: 'elsewhere' },
  failed: { ...base, phase: 'failed', fault: 'no-connection' },
}

/** `?lang=ar` */
const tongue = await speak([new URLSearchParams(location.search).get('lang') ?? 'en'])
document.documentElement.lang = tongue.language
document.documentElement.dir = tongue.language === 'ar' ? 'rtl' : 'ltr'

const hosted = location.search.includes('hosted')
document.documentElement.classList.toggle('hosted', hosted)
for (const [name, colour] of ['light', 'dark'].flatMap((scheme) =>
  Object.entries(palette('#0f766e', scheme as 'light' | 'dark')).map(
    ([name, colour]) => [`--${name}-${scheme}`, colour] as const,
  ),
))
  document.documentElement.style.setProperty(name, colour)

const drafts = new Drafts('parlor:dev', { drafts: '' })

function draw(): void {
  const state = screens[location.hash.slice(1)] ?? screens.chatting
  if (!state) return
  render(null, document.body)
  const none = () => undefined
  render(
    <App
      state={state}
      tongue={tongue}
      framed={!hosted}
      tell={none}
      minimise={none}
      act={none}
      writing={none}
      tryNow={none}
      drafts={drafts}
      request={() => ({ site: 'demo', workgroup: 'support' })}
      about={() => undefined}
      side={none}
    />,
    document.body,
  )
}

addEventListener('hashchange', draw)
draw()
