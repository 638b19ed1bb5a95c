import type { Words } from './en.ts'

export const fr: Words = {
  chat: 'Chat',
  close: 'Fermer',
  moment: 'Un instant ...',
  offline: 'Pas de connexion. Nous continuons d’essayer.',
  refused: 'Le chat ne peut pas être affiché sur cette page.',
  page: 'L’ouvrir sur une page à part',
  show: {
    chat: 'en ligne',
    available: 'en ligne',
    away: 'absent',
    xa: 'absent pour longtemps',
    dnd: 'ne pas déranger',
    offline: 'hors ligne',
  },
  ask: 'Discutez avec nous',
  leaveMessage: 'Laisser un message',
  noScript:
    'Ce chat a besoin de JavaScript, qui est désactivé dans votre navigateur. Vous pouvez aussi nous joindre ainsi :',
  hours: 'Heures d’ouverture',
  mail: 'E-mail',
  phone: 'Téléphone',
  lost: 'Vérifiez l’adresse, ou revenez là où se trouvait le lien.',
  nothing: 'Il n’y a rien ici',
  wrong: 'Un problème est survenu',
  later: 'Réessayez dans un instant.',
  home: 'Vers le site',
}
