import { type FormEvent, useId, useState } from 'react'
import { Button, Dialog, Heading, Switch } from 'react-aria-components'
import type { Ask, AskField } from '../desk/ask.ts'
import { t } from '../words/index.ts'

type Values = Readonly<Record<string, string>>

const initialOf = (field: AskField): string => field.initial ?? field.options?.[0]?.value ?? ''

/** A form as `desk/ask.ts` describes it. */
export function AskDialog({ ask, close }: { ask: Ask; close: () => void }) {
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(ask.fields.map((field) => [field.name, initialOf(field)])),
  )
  const whole = ask.fields.every((field) => field.optional || values[field.name]?.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!whole) return
    close()
    ask.run(values)
  }
  return (
    <Dialog className="dialog">
      <Heading slot="title">{ask.title}</Heading>
      {ask.lead && <p>{ask.lead}</p>}
      <form className="ask" onSubmit={submit}>
        {ask.fields.map((field, index) => (
          <Field
            key={field.name}
            field={field}
            first={index === 0}
            value={values[field.name] ?? ''}
            set={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        <div className="dialog-actions">
          <Button className="button" onPress={close}>
            {t('Cancel')}
          </Button>
          <Button className="button button-main" type="submit" isDisabled={!whole}>
            {ask.done}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface FieldProps {
  field: AskField
  first: boolean
  value: string
  set: (value: string) => void
}

function Field(props: FieldProps) {
  const { field, value, set } = props
  const id = useId()
  if (field.is === 'switch')
    return (
      <Switch className="switch" isSelected={value === 'true'} onChange={(on) => set(on ? 'true' : '')}>
        <span className="switch-track" />
        {field.label}
      </Switch>
    )
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      <Input {...props} id={id} />
      {field.hint && (
        <p id={`${id}-hint`} className="hint">
          {field.hint}
        </p>
      )}
    </div>
  )
}

/** The browser's own: a list of choices is nowhere better on a phone. */
function Input({ field, first, value, set, id }: FieldProps & { id: string }) {
  const common = {
    id,
    value,
    className: 'ask-input',
    autoFocus: first,
    'aria-describedby': field.hint && `${id}-hint`,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  }
  if (field.is === 'choice')
    return (
      <select {...common}>
        {field.options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )
  const limit = field.longest === undefined ? {} : { maxLength: field.longest }
  return field.is === 'line' ? (
    <input {...common} {...limit} dir="auto" autoComplete="off" />
  ) : (
    <textarea {...common} {...limit} rows={3} dir="auto" />
  )
}
