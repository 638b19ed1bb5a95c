import type { Words } from './en.ts'

export const da: Words = {
  chat: 'Chat',
  close: 'Luk',
  moment: 'Et øjeblik ...',
  offline: 'Der er ingen forbindelse. Vi bliver ved med at prøve.',
  refused: 'Chatten kan ikke vises på denne side.',
  page: 'Åbn den på sin egen side',
  show: {
    chat: 'online',
    available: 'online',
    away: 'ikke til stede',
    xa: 'væk i længere tid',
    dnd: 'vil ikke forstyrres',
    offline: 'offline',
  },
  ask: 'Chat med os',
  leaveMessage: 'Læg en besked',
  noScript: 'Chatten kræver JavaScript, som er slået fra i din browser. Du kan også nå os sådan her:',
  hours: 'Åbningstider',
  mail: 'E-mail',
  phone: 'Telefon',
  lost: 'Tjek adressen, eller gå tilbage til der, hvor linket var.',
  nothing: 'Her er ikke noget',
  wrong: 'Noget gik galt',
  later: 'Prøv igen om et øjeblik.',
  home: 'Til hjemmesiden',
}
