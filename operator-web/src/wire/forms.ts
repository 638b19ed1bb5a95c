// XEP-0004: Data Forms (version 2.13): what the desk reads of a result and sends as a submission.
import * as NS from '../../../component/protocol/namespaces.js'
import type { Answer } from '../model/types.ts'
import { type Element, sendable, xml } from './xml.ts'

/** The fields with a value, as a person reads them: lines joined, `true`/`1` of a boolean said as yes. */
export function parseAnswers(form: Element | undefined): readonly Answer[] {
  if (!form) return []
  return form.getChildren('field').flatMap((field) => {
    const { var: name, type, label } = field.attrs
    if (!name || name === 'FORM_TYPE' || type === 'hidden') return []
    const value = readable(field, type)
    return value ? [{ name, label: label ?? name, value }] : []
  })
}

function readable(field: Element, type: string | undefined): string {
  const values = field.getChildren('value').map((value) => value.getText())
  if (type === 'boolean') return ['1', 'true'].includes(values[0] ?? '') ? 'Yes' : 'No'
  const names = new Map(
    field.getChildren('option').map((option) => [option.getChildText('value') ?? '', option.attrs.label]),
  )
  return values
    .map((value) => names.get(value) ?? value)
    .join('\n')
    .trim()
}

export const buildSubmission = (values: Readonly<Record<string, string | undefined>>): Element =>
  xml(
    'x',
    { xmlns: NS.DATA, type: 'submit' },
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [xml('field', { var: name }, xml('value', {}, sendable(value)))],
    ),
  )
