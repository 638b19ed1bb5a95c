/** The examples of XEP-0142 as stanzas. */
import { type Element, parse } from 'ltx'
import type { Form } from './forms.ts'
import { examples as agent } from './xep-0142-agent.kit.ts'
import { examples as user } from './xep-0142-user.kit.ts'
import { elements } from './xml.ts'

const examples = { ...user, ...agent }
export type Caption = keyof typeof examples

/** The stanzas of an example. One is not well-formed: its attribute begins with one quote and ends with the other. */
export const stanzasOf = (caption: Caption): Element[] => {
  const words = examples[caption].replace(/^[USA]: ?/gm, '').replace(`"get'`, `'get'`)
  return elements(parse(`<all>${words}</all>`)).map((one) => {
    one.parent = null
    return one
  })
}

/** But one, which shows only a start tag. */
export const captions = Object.keys(examples).filter((name) => name !== 'Invitation Meta-Data') as Caption[]

/** One of them. */
export const at = (caption: Caption, index = 0): Element => {
  const found = stanzasOf(caption)[index]
  if (!found) throw new Error(`${caption} has no stanza ${index}`)
  return found
}

export const SUPPORT = 'support@workgroup.example.com'
export const USER = 'user@example.net/home'
export const ALICE = 'alice@example.com/work'

export const FORM: Form = {
  title: 'Support.com Chat Customer Information',
  instructions:
    'Welcome to example.com! Please provide us with\n        some information about yourself so we can serve you better.',
  fields: [
    { name: 'first', label: 'First Name', type: 'text-single' },
    { name: 'last', label: 'Last Name', type: 'text-single' },
    {
      name: 'contract_type',
      label: 'Contract Type',
      type: 'list-single',
      values: ['0'],
      options: [
        { label: 'None', value: '0' },
        { label: 'Bronze', value: '1' },
        { label: 'Silver', value: '2' },
        { label: 'Gold', value: '3' },
      ],
    },
  ],
}
export const TEN = Date.UTC(2005, 1, 8, 10, 0, 0)
