/** Building and reading stanzas, no more than the test people need. */
import { Element } from 'ltx'
import { NS } from './namespaces.ts'

type Child = Element | string | undefined | false

export function el(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): Element {
  const element = new Element(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.attrs[key] = value
  for (const child of children) if (child) element.append(child)
  return element
}

export const bare = (jid: string): string => jid.split('/', 1)[0] ?? ''
export const resource = (jid: string): string => jid.slice(bare(jid).length + 1)

export const attr = (element: Element | undefined, name: string): string | undefined => {
  const value: unknown = element?.attrs[name]
  return typeof value === 'string' ? value : undefined
}

export const from = (stanza: Element): string => attr(stanza, 'from') ?? ''
export const body = (message: Element): string | undefined => message.getChildText('body') ?? undefined
export const show = (presence: Element): string =>
  attr(presence, 'type') === 'unavailable' ? 'offline' : (presence.getChildText('show') ?? 'available')

/** XEP-0004, as a person fills it in. */
export const submit = (answers: Readonly<Record<string, string>>): Element =>
  el(
    'x',
    { xmlns: NS.data, type: 'submit' },
    ...Object.entries(answers).map(([name, value]) => el('field', { var: name }, el('value', {}, value))),
  )

/** The fields of a form or of one row, by name; several values are joined by line breaks. */
export const fields = (form: Element | undefined): Record<string, string> =>
  Object.fromEntries(
    (form?.getChildren('field') ?? []).map((field) => [
      attr(field, 'var') ?? '',
      field
        .getChildren('value')
        .map((value) => value.getText())
        .join('\n'),
    ]),
  )
