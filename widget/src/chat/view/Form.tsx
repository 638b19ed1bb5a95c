import { useLayoutEffect, useRef } from 'preact/hooks'
import { asked, longest } from '../model/form.ts'
import type { Field, Look, Values, Wrong } from '../model/types.ts'
import { fill, type Tongue } from '../words/index.ts'
import type { Props } from './context.ts'
import { lines } from './fetch-later.ts'

export const typedIn = (form: HTMLFormElement): Values =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))

/** The greeting and the details form of the workgroup (V5). */
export function Form({ state, tongue, tell, act, framed, drafts, request }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const { look, wrong, values } = state
  const { words } = tongue

  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong])

  function submit(event: Event): void {
    event.preventDefault()
    act()
    tell({ is: 'start', values: typedIn(event.currentTarget as HTMLFormElement) })
  }

  if (!look) return null
  const { Suggest, Choice } = lines() ?? {}
  const wait = look.availability.expectedWait
  const { description } = look.workgroup
  const optional = asked(look.form.fields).some((field) => field.required)
  return (
    <>
      <form
        class="screen"
        ref={form}
        onSubmit={submit}
        onInput={(event) => {
          drafts.values = typedIn(event.currentTarget)
        }}
        noValidate
      >
        <div class="greeting">
          <h2>{look.site.greeting || look.form.title || description}</h2>
          {!framed && look.site.about && <p>{look.site.about}</p>}
          {!framed && look.site.greeting && description && <p>{description}</p>}
          {look.availability.show === 'offline' ? (
            <p>{words.waitFor}</p>
          ) : (
            wait !== undefined && <p>{fill(words.usually, { time: tongue.minutes(wait) })}</p>
          )}
          {look.form.instructions && <p>{look.form.instructions}</p>}
        </div>
        {look.choice && <div class="choice">{Choice && <Choice {...{ look, tongue, tell }} />}</div>}
        {look.form.fields.map((field) => (
          <Row
            key={field.name}
            field={field}
            values={{ ...request().params, ...values }}
            wrong={wrong[field.name]}
            mayBeEmpty={optional && !field.required}
            tongue={tongue}
          />
        ))}
        {Suggest && <Suggest workgroup={look.workgroup.jid} language={tongue.language} />}
        <button class="primary" type="submit">
          {words.start}
        </button>
      </form>
      <Notices look={look} />
    </>
  )
}

/** What the site's people want everybody to know just now (V4): below, and always in sight. */
export const Notices = ({ look: { notices = [] } }: { readonly look: Look }) =>
  notices.length > 0 && (
    <div class="notices">
      {notices.map((notice) => (
        <p class="notice" key={notice} dir="auto">
          {notice}
        </p>
      ))}
    </div>
  )

interface RowProps {
  readonly field: Field
  readonly values: Values
  readonly wrong: Wrong | undefined
  readonly mayBeEmpty: boolean
  readonly tongue: Tongue
}

export function Row({ field, values, wrong, mayBeEmpty, tongue: { words } }: RowProps) {
  if (field.type === 'hidden') return null
  if (field.type === 'fixed') return <p class="hint">{field.values?.join(' ') ?? field.label}</p>
  const id = `field-${field.name}`
  const sentence = (
    <>
      {field.description && (
        <p class="hint" id={`${id}-hint`}>
          {field.description}
        </p>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {words[wrong]}
        </p>
      )}
    </>
  )
  if (field.type === 'boolean')
    return (
      <div class="field">
        <label class="check" for={id}>
          <Input field={field} id={id} value={values[field.name] ?? ''} wrong={wrong} />
          <span>{field.label ?? field.name}</span>
        </label>
        {sentence}
      </div>
    )
  return (
    <div class="field">
      <label for={id}>
        {field.label ?? field.name}
        {mayBeEmpty && <span class="hint"> {words.optional}</span>}
      </label>
      <Input field={field} id={id} value={values[field.name] ?? field.values?.[0] ?? ''} wrong={wrong} />
      {sentence}
    </div>
  )
}

interface InputProps {
  readonly field: Field
  readonly id: string
  readonly value: string
  readonly wrong: Wrong | undefined
}

const AUTOCOMPLETE: Record<string, string> = {
  name: 'name',
  email: 'email',
  phone: 'tel',
  company: 'organization',
}

function Input({ field, id, value, wrong }: InputProps) {
  const common = {
    id,
    name: field.name,
    'aria-required': Boolean(field.required),
    'aria-invalid': Boolean(wrong),
    ...(wrong || field.description
      ? {
          'aria-describedby': `${wrong ? `${id}-wrong ` : ''}${field.description ? `${id}-hint` : ''}`.trim(),
        }
      : {}),
  }
  switch (field.type) {
    case 'boolean':
      return <input {...common} type="checkbox" value="1" defaultChecked={value === '1'} />
    case 'text-multi':
      return <textarea {...common} rows={3} maxLength={longest(field)} defaultValue={value} />
    case 'list-single':
      return (
        <select {...common}>
          <option value="" />
          {field.options?.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label ?? option.value}
            </option>
          ))}
        </select>
      )
    default: {
      const text = {
        ...common,
        autocomplete: AUTOCOMPLETE[field.name] ?? 'off',
        maxLength: longest(field),
        defaultValue: value,
      }
      return field.datatype === 'email' ? <input {...text} type="email" /> : <input {...text} type="text" />
    }
  }
}
