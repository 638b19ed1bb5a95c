import type { Words } from './en.ts'

export const es: Words = {
  chat: 'Chat',
  close: 'Cerrar',
  moment: 'Un momento ...',
  offline: 'No hay conexión. Seguimos intentándolo.',
  refused: 'El chat no se puede mostrar en esta página.',
  page: 'Abrirlo en una página propia',
  show: {
    chat: 'en línea',
    available: 'en línea',
    away: 'ausente',
    xa: 'ausente por mucho tiempo',
    dnd: 'no molestar',
    offline: 'desconectado',
  },
  ask: 'Chatee con nosotros',
  leaveMessage: 'Dejar un mensaje',
  noScript:
    'Este chat necesita JavaScript, que está desactivado en su navegador. También puede contactarnos así:',
  hours: 'Horario',
  mail: 'Correo electrónico',
  phone: 'Teléfono',
  lost: 'Compruebe la dirección o vuelva adonde estaba el enlace.',
  nothing: 'Aquí no hay nada',
  wrong: 'Algo ha salido mal',
  later: 'Inténtelo de nuevo en un momento.',
  home: 'Al sitio web',
}
