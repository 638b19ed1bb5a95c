/** Sample values for tests of the store. */
import type { Case } from '../core/types.ts'
import type { CaseDetails, TranscriptEntry } from './types.ts'

export const SUPPORT = 'support@support.localhost'

export const caseDetails = (id: string): Required<Omit<CaseDetails, 'number'>> => ({
  id,
  workgroup: SUPPORT,
  createdAt: 1_795_297_200_123,
  visitorName: 'Mia',
  visitorJid: `${id}@visitors.localhost/x`,
  site: 'demo',
  page: 'https://shop.example/cart',
  title: 'Cart',
  referrer: 'https://search.example/?q=help',
  language: 'da',
  background: { place: 'Aarhus, Denmark', browser: 'Firefox 128 on Linux', path: ['/', '/cart'], visits: 2 },
  answers: [{ name: 'name', label: 'Name', values: ['Mia'] }],
  parameters: [{ name: 'customer', value: '56164', verified: true }],
  room: `${id}@rooms.localhost`,
  tokenHash: `hash-of-${id}`,
})

export const caseRecord = (id: string): Case => ({
  id,
  seq: 1,
  priority: 0,
  front: false,
  joinedAt: 1_795_297_200_123,
  visitor: { jid: `${id}@visitors.localhost/x`, show: 'available' },
  phase: { is: 'waiting' },
  hasRoom: false,
  refusedBy: [],
  round: 0,
})

export const entry = (archiveId: string, body: string): TranscriptEntry => ({
  archiveId,
  at: 1_795_297_200_000,
  nick: 'Mia',
  who: 'visitor',
  messageId: `m-${archiveId}`,
  body,
  xml: `<message/>`,
})
