import { type ChangeEvent, useId } from 'react'
import { useApp } from '../hooks/use-app.ts'
import { choose, chosen } from '../words/chosen.ts'
import { languages, nameOfLanguage, t } from '../words/index.ts'

/** The page is loaded again for it: chats and what is being written are kept, a call would not be. */
export function LanguageChoice() {
  const app = useApp()
  const id = useId()
  const change = (event: ChangeEvent<HTMLSelectElement>) => {
    if (app.shell?.calls.current.get()) return app.shell.tellWord(t('Not during a call.'))
    choose(event.target.value)
    location.reload()
  }
  return (
    <p className="setting">
      <label htmlFor={id}>{t('Language')}</label>
      <select id={id} className="ask-input setting-choice" value={chosen()} onChange={change}>
        <option value="">{t('As the browser')}</option>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {nameOfLanguage(tag)}
          </option>
        ))}
      </select>
    </p>
  )
}
