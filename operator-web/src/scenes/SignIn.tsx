import { type FormEvent, useId, useState } from 'react'
import { Button, Checkbox, FieldError, Input, Label, TextField } from 'react-aria-components'
import { Icon } from '../components/Icon.tsx'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import { SIGN_IN_PROBLEMS } from '../model/words.ts'
import { t } from '../words/index.ts'

export function SignIn() {
  const app = useApp()
  const session = useDesk((desk) => desk.session)
  const { domain } = useValue(app.config)
  const [busy, setBusy] = useState(false)
  const stayId = useId()
  const signingIn = busy || session.is === 'signing-in'
  const problem = session.is === 'signed-out' ? session.problem : undefined

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    void app
      .signIn(String(form.get('address')), String(form.get('password')), form.get('stay') !== null)
      .finally(() => setBusy(false))
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit}>
        <h1>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="36" height="36" /> {t('Parlor desk')}
        </h1>
        <p className="sign-in-lead">{t('Sign in with your XMPP account.')}</p>
        {problem && (
          <p className="problem" role="alert">
            <Icon name="alert" /> {SIGN_IN_PROBLEMS[problem]}
          </p>
        )}
        <TextField name="address" isRequired autoComplete="username" className="field" autoFocus>
          <Label>{t('Address')}</Label>
          <span className="field-box">
            <Input
              placeholder={domain ? 'anna' : 'anna@example.com'}
              autoCapitalize="none"
              spellCheck="false"
            />
            {domain && <span className="field-after">@{domain}</span>}
          </span>
          <FieldError className="field-error">
            {t('Type your address, such as {example}.', { example: domain ? 'anna' : 'anna@example.com' })}
          </FieldError>
        </TextField>
        <TextField
          name="password"
          type="password"
          isRequired
          autoComplete="current-password"
          className="field"
        >
          <Label>{t('Password')}</Label>
          <span className="field-box">
            <Input />
          </span>
          <FieldError className="field-error">{t('Type your password.')}</FieldError>
        </TextField>
        <Checkbox name="stay" className="check" aria-describedby={stayId}>
          <span className="check-box">
            <Icon name="check" />
          </span>
          {t('Stay signed in on this device, which only I use')}
        </Checkbox>
        <p id={stayId} className="hint">
          {t(
            'Otherwise until this tab is closed. Your password is never stored: the browser keeps a key, which is worth nothing any more when you sign out here or get a new password.',
          )}
        </p>
        <Button type="submit" className="button button-main button-wide" isDisabled={signingIn}>
          {signingIn ? t('Signing in ...') : t('Sign in')}
        </Button>
      </form>
    </main>
  )
}
