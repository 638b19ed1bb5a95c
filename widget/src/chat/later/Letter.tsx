import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { asked } from '../model/form.ts'
import { Notices, Row, typedIn } from '../view/Form.tsx'
import { post } from '../wire/http.ts'
import { fill } from '../words/index.ts'
import type { LaterProps } from './index.tsx'
import { answerable, fieldsOf, letterOf, mailOf, PHONE, send } from './letter.ts'
import { Act, Note } from './notes.tsx'

interface LetterProps extends LaterProps {
  readonly title: string
  /** Below the title. */
  readonly children?: ComponentChildren
}

/** Leaves a message where a chat would have been; what is typed stays until the server has it. */
export function Letter({ title, children, ...props }: LetterProps) {
  const { state, tongue, later, tell, act, request } = props
  const form = useRef<HTMLFormElement>(null)
  const { look, wrong, letter } = state
  const values = letterOf(state.values)

  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong])

  if (letter?.is === 'sent') return <Received {...props} number={letter.number} />
  if (!look) return <Note title={title} />
  const callback = state.instead?.do === 'message' && state.instead.callback === true
  const fields = fieldsOf(look, later, callback)
  const optional = asked(fields).some(({ required }) => !required)

  function submit(event: Event): void {
    event.preventDefault()
    if (!form.current || letter?.is === 'sending') return
    act()
    void send(
      fields,
      typedIn(form.current),
      request(),
      (left) => post('/api/message', left),
      (change) => tell({ is: 'letter', ...change }),
    )
  }

  return (
    <>
      <form
        class="screen"
        ref={form}
        onSubmit={submit}
        onInput={(event) => tell({ is: 'letter', values: typedIn(event.currentTarget), wrong })}
        noValidate
      >
        <div class="greeting">
          <h2>{title}</h2>
          {children}
          <p>{later.leave[callback ? 'callback' : answerable(look)]}</p>
        </div>
        {look.availability.open && state.phase === 'nobody' && (
          <p class="bar" role="status">
            {later.hereNow}{' '}
            <button type="button" onClick={() => tell({ is: 'restart' })}>
              {tongue.words.start}
            </button>
          </p>
        )}
        {fields.map((field) => (
          <Row
            key={field.name}
            field={field}
            values={values}
            wrong={wrong[field.name]}
            mayBeEmpty={optional && !field.required}
            tongue={tongue}
          />
        ))}
        {letter?.is === 'failed' && (
          <p class="wrong" role="alert">
            {later.fault[letter.fault]}
          </p>
        )}
        <button class="primary" type="submit" aria-disabled={letter?.is === 'sending'}>
          {letter?.is === 'sending' ? later.posting : letter ? tongue.words.again : later.post}
        </button>
      </form>
      <Notices look={look} />
    </>
  )
}

function Received({ number, state, later, tell }: LaterProps & { readonly number: number }) {
  const mail = state.look && mailOf(state.look, state.values)
  const phone = state.values[PHONE]
  const way = phone ? 'phone' : mail ? 'mail' : 'none'
  const text = fill(later.leftText[way], { number, mail: mail ?? '', phone: phone ?? '' })
  return (
    <Note title={later.left} text={text}>
      <Act text={later.restart} onAct={() => tell({ is: 'restart' })} />
    </Note>
  )
}
