/** Every column in which something about a person can stand: whoever looks for what is left looks in all of them. */
import type { Tables } from './tables.ts'

export const TEXTS: { readonly [T in keyof Tables]?: readonly (keyof Tables[T] & string)[] } = {
  cases: [
    ...(['visitor_name', 'visitor_jid', 'page', 'title', 'referrer', 'background'] as const),
    ...(['answers', 'parameters', 'room'] as const),
  ],
  routing: ['record'],
  case_events: ['who', 'detail'],
  transcript: ['nick', 'body', 'xml'],
  messages: ['text', 'mail', 'answer'],
  persons: ['person'],
  last_operators: ['person'],
  notes: ['text'],
  tags: ['tag'],
  mails: ['mail'],
  ratings: ['comment'],
  hooks: ['body'],
  blocks: ['keys', 'name'],
  faq: ['question', 'answer'],
}
