/** The few words of the invitation; a language more is an entry more. */
interface Words {
  /** What the card is, for screen readers. */
  readonly title: string
  readonly help: string
  /** By a rule of the site. */
  readonly here: string
  readonly chat: string
  readonly no: string
}

const en: Words = {
  title: 'Invitation to chat',
  help: '{by} from {workgroup} would like to help.',
  here: 'Can we help? {workgroup} is here.',
  chat: 'Chat',
  no: 'No, thanks',
}

const languages: Readonly<Record<string, Words>> = {
  en,
  de: {
    title: 'Einladung zum Chat',
    help: '{by} von {workgroup} möchte helfen.',
    here: 'Können wir helfen? {workgroup} ist da.',
    chat: 'Chatten',
    no: 'Nein, danke',
  },
  da: {
    title: 'Invitation til chat',
    help: '{by} fra {workgroup} vil gerne hjælpe.',
    here: 'Kan vi hjælpe? {workgroup} er her.',
    chat: 'Chat',
    no: 'Nej tak',
  },
  fr: {
    title: 'Invitation à discuter',
    help: '{by} ({workgroup}) aimerait vous aider.',
    here: 'Pouvons-nous vous aider ? {workgroup} est là.',
    chat: 'Discuter',
    no: 'Non merci',
  },
  es: {
    title: 'Invitación a chatear',
    help: '{by}, de {workgroup}, quiere ayudarle.',
    here: '¿Podemos ayudarle? {workgroup} está disponible.',
    chat: 'Chatear',
    no: 'No, gracias',
  },
  ar: {
    title: 'دعوة إلى المحادثة',
    help: 'يودّ {by} من {workgroup} مساعدتك.',
    here: 'هل يمكننا مساعدتك؟ فريق {workgroup} هنا.',
    chat: 'محادثة',
    no: 'لا، شكرًا',
  },
}

/** `de-AT` is served by `de`, what nobody has written yet by English. */
export const wordsFor = (language: string): Words => languages[language.split('-')[0] ?? ''] ?? en
