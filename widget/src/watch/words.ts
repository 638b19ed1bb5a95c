/** The few words of the invitation; a language more is an entry more. */
interface Words {
  /** What the card is, for screen readers. */
  readonly title: string
  readonly help: string
  readonly chat: string
  readonly no: string
}

const en: Words = {
  title: 'Invitation to chat',
  help: '{by} from {workgroup} would like to help.',
  chat: 'Chat',
  no: 'No, thanks',
}

const languages: Readonly<Record<string, Words>> = { en }

/** `de-AT` is served by `de`, what nobody has written yet by English. */
export const wordsFor = (language: string): Words => languages[language.split('-')[0] ?? ''] ?? en
