/** The settings of the form a visitor fills in before the chat, and before leaving a message. */
import { choice, count, field, flag, list, matching, section, text } from './fields.ts'

export const fieldTypes = ['text-single', 'text-multi', 'list-single', 'boolean', 'fixed'] as const

const option = field(
  { doc: '', expected: 'a text, or { label: ..., value: ... }' },
  (given): { label: string; value: string } | undefined => {
    if (typeof given === 'string' || typeof given === 'number')
      return { label: String(given), value: String(given) }
    const { label, value } = (given ?? {}) as { label?: unknown; value?: unknown }
    const good = typeof label === 'string' && (typeof value === 'string' || typeof value === 'number')
    return good ? { label, value: String(value) } : undefined
  },
)

const formField = section('', {
  name: matching(
    'Its name on the wire: letters, digits and - . _',
    /^[A-Za-z][\w.-]{0,63}$/,
    'a name of letters, digits and - . _',
    {
      example: 'email',
    },
  ),
  label: text('What people read.', { example: 'E-mail' }),
  type: choice('XEP-0004 field type.', fieldTypes).prefault('text-single'),
  required: flag('Must be filled in; a boolean must be agreed to.').prefault(false),
  datatype: choice('What the text must be.', ['email'], { example: 'email' }).exactOptional(),
  maxLength: count('Characters at most.', [1, 10_000], { example: '500' }).exactOptional(),
  description: text('A hint below it.', { example: 'We answer here if we lose you.' }).exactOptional(),
  options: list('The choices of a list-single.', option, { example: '[Order, Account]' }).exactOptional(),
  text: text('What a fixed field says.', { example: 'We keep this for 30 days.' }).exactOptional(),
})

export const form = {
  formTitle: text('Heads the details form.', { example: 'Before we start' }).exactOptional(),
  formInstructions: text('A line below the title.', {
    example: 'So that we can help faster.',
  }).exactOptional(),
  form: list('What a visitor is asked before the chat.', formField).prefault([]),
}
