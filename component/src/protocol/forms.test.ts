import { describe, expect, it } from 'vitest'
import * as forms from './forms.ts'
import { pairs, rejects } from './pairs.kit.ts'
import { el } from './xml.ts'

const X = `xmlns='jabber:x:data'`
const V = `xmlns='http://jabber.org/protocol/xdata-validate'`

pairs('form', { build: forms.buildForm, parse: forms.parseForm }, [
  {
    title: 'a details form',
    xml: `<x ${X} type='form'><title>Before we start</title><instructions>Tell us.</instructions>
      <field type='hidden' var='FORM_TYPE'><value>urn:example</value></field>
      <field type='text-single' var='name' label='Name'><required/></field>
      <field type='text-single' var='email' label='E-mail'>
        <validate ${V} datatype='xs:string'><regex>[^\\s@]+@[^\\s@]+\\.[^\\s@]+</regex></validate></field>
      <field type='list-single' var='topic' label='Topic'><desc>What it is about</desc><value>order</value>
        <option label='Order'><value>order</value></option><option label='Login'><value>login</value></option></field>
      <field type='list-single' var='case' label='Case'><option label='Mia'><value>1</value></option>
        <validate ${V} datatype='xs:string'><open/></validate></field>
      <field type='boolean' var='consent' label='I agree'><required/></field></x>`,
    value: {
      title: 'Before we start',
      instructions: 'Tell us.',
      formType: 'urn:example',
      fields: [
        { name: 'name', label: 'Name', type: 'text-single', required: true },
        { name: 'email', label: 'E-mail', type: 'text-single', datatype: 'email' },
        {
          name: 'topic',
          label: 'Topic',
          type: 'list-single',
          description: 'What it is about',
          values: ['order'],
          options: [
            { label: 'Order', value: 'order' },
            { label: 'Login', value: 'login' },
          ],
        },
        {
          name: 'case',
          label: 'Case',
          type: 'list-single',
          open: true,
          options: [{ label: 'Mia', value: '1' }],
        },
        { name: 'consent', label: 'I agree', type: 'boolean', required: true },
      ],
    },
  },
  {
    title: 'words in between',
    xml: `<x ${X} type='form'><field type='fixed'><value>Please note.</value></field></x>`,
    value: { fields: [{ name: '', label: '', type: 'fixed', values: ['Please note.'] }] },
  },
])
rejects('form', forms.parseForm, {
  'a field of an unknown type': `<x ${X} type='form'><field var='a' type='slider'/></x>`,
  'a field without a name': `<x ${X} type='form'><field type='text-single'/></x>`,
  'an option without a value': `<x ${X} type='form'><field var='a' type='list-single'><option label='A'/></field></x>`,
})

describe('submit', () => {
  it('is written and read', () => {
    const built = forms.buildSubmit({ name: 'Mia', tags: ['a', 'b'], none: undefined }, 'urn:example')
    expect(forms.parseSubmit(el('iq', {}, built))).toEqual({
      type: 'submit',
      values: new Map([
        ['FORM_TYPE', ['urn:example']],
        ['name', ['Mia']],
        ['tags', ['a', 'b']],
      ]),
    })
  })
  it('is undefined without a form', () => expect(forms.parseSubmit(el('iq'))).toBeUndefined())
})
rejects('submit', forms.parseSubmit, {
  'an unknown type': `<x ${X} type='wish'/>`,
  'no type': `<x ${X}/>`,
  'a field twice': `<x ${X} type='submit'><field var='a'><value>1</value></field><field var='a'/></x>`,
})

pairs('answers', { build: (it) => forms.buildAnswers(it), parse: forms.parseAnswers }, [
  {
    title: 'with labels',
    xml: `<x ${X} type='result'><field var='name' label='Name'><value>Mia</value></field></x>`,
    value: [{ name: 'name', label: 'Name', values: ['Mia'] }],
  },
])

pairs('table', { build: (it) => forms.buildTable(it), parse: forms.parseTable }, [
  {
    title: 'two rows',
    xml: `<x ${X} type='result'>
      <reported><field var='n' label='Case' type='text-single'/><field var='who' label='Who' type='text-single'/></reported>
      <item><field var='n'><value>1</value></field><field var='who'><value>Mia</value></field></item>
      <item><field var='n'><value>2</value></field><field var='who'><value></value></field></item></x>`,
    value: {
      columns: [
        { name: 'n', label: 'Case' },
        { name: 'who', label: 'Who' },
      ],
      rows: [
        { n: '1', who: 'Mia' },
        { n: '2', who: '' },
      ],
    },
  },
])
