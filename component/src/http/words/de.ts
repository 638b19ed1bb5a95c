import type { Words } from './en.ts'

export const de: Words = {
  chat: 'Chat',
  close: 'Schließen',
  moment: 'Einen Moment ...',
  offline: 'Keine Verbindung. Wir versuchen es weiter.',
  refused: 'Der Chat kann auf dieser Seite nicht gezeigt werden.',
  page: 'Auf einer eigenen Seite öffnen',
  show: {
    chat: 'online',
    available: 'online',
    away: 'abwesend',
    xa: 'länger abwesend',
    dnd: 'bitte nicht stören',
    offline: 'offline',
  },
  ask: 'Chatten Sie mit uns',
  leaveMessage: 'Nachricht hinterlassen',
  noScript:
    'Dieser Chat braucht JavaScript, das in Ihrem Browser ausgeschaltet ist. Sie erreichen uns auch so:',
  hours: 'Öffnungszeiten',
  mail: 'E-Mail',
  phone: 'Telefon',
  lost: 'Bitte prüfen Sie die Adresse, oder gehen Sie dorthin zurück, wo der Link war.',
  nothing: 'Hier ist nichts',
  wrong: 'Etwas ist schiefgegangen',
  later: 'Bitte versuchen Sie es gleich noch einmal.',
  home: 'Zur Website',
}
