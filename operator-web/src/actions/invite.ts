/** Somebody who reads a page of the site is asked whether they would like to talk (D4), with a sentence that is kept for the next. */
import type { App } from '../desk/app.ts'
import type { SiteVisitor } from '../model/types.ts'
import { t } from '../words/index.ts'

const LONGEST = 200

export function inviteVisitor(app: App, visitor: SiteVisitor): void {
  const prefs = app.prefs.get()
  app.dialog.set({
    is: 'ask',
    ask: {
      title: t('Invite {name}', { name: visitor.name }),
      lead: t('A card on their page says who asks. Yes opens the chat with you.'),
      fields: [
        {
          ...{ name: 'text', label: t('Your words'), is: 'text', optional: true, longest: LONGEST },
          ...{
            initial: prefs.inviteWords,
            hint: t('In their language, if you know it. Without words the usual ones are shown.'),
          },
        },
      ],
      done: t('Invite'),
      run: ({ text = '' }) => {
        app.prefs.set({ ...app.prefs.get(), inviteWords: text.trim() })
        void app.shell?.visitors.invite(visitor, text.trim())
      },
    },
  })
}
