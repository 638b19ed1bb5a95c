/** What a visitor reads about files. A language that is missing reads English. */
const en = {
  attach: 'Send a file',
  camera: 'Take a picture',
  sending: 'Sending {name}',
  cancel: 'Cancel',
  again: 'Try again',
  remove: 'Remove',
  large: '{name} is larger than {size}.',
  kind: 'Files like {name} cannot be sent here.',
  failed: '{name} could not be sent.',
  lost: '{name} was not sent: the page was loaded anew meanwhile.',
  drop: 'Drop files here to send them',
  voice: 'Record a voice message',
  recording: 'Recording',
  done: 'Send',
  deaf: 'The browser did not give access to a microphone.',
}

export type FileWords = typeof en

const de: FileWords = {
  attach: 'Datei senden',
  camera: 'Foto aufnehmen',
  sending: '{name} wird gesendet',
  cancel: 'Abbrechen',
  again: 'Noch einmal',
  remove: 'Entfernen',
  large: '{name} ist größer als {size}.',
  kind: 'Dateien wie {name} können hier nicht gesendet werden.',
  failed: '{name} konnte nicht gesendet werden.',
  lost: '{name} wurde nicht gesendet: Die Seite wurde inzwischen neu geladen.',
  drop: 'Dateien zum Senden hier ablegen',
  voice: 'Sprachnachricht aufnehmen',
  recording: 'Aufnahme läuft',
  done: 'Senden',
  deaf: 'Der Browser hat kein Mikrofon freigegeben.',
}

const da: FileWords = {
  attach: 'Send en fil',
  camera: 'Tag et billede',
  sending: 'Sender {name}',
  cancel: 'Annullér',
  again: 'Prøv igen',
  remove: 'Fjern',
  large: '{name} er større end {size}.',
  kind: 'Filer som {name} kan ikke sendes her.',
  failed: '{name} kunne ikke sendes.',
  lost: '{name} blev ikke sendt: siden er i mellemtiden indlæst igen.',
  drop: 'Slip filer her for at sende dem',
  voice: 'Optag en talebesked',
  recording: 'Optager',
  done: 'Send',
  deaf: 'Browseren gav ikke adgang til en mikrofon.',
}

const fr: FileWords = {
  attach: 'Envoyer un fichier',
  camera: 'Prendre une photo',
  sending: 'Envoi de {name}',
  cancel: 'Annuler',
  again: 'Réessayer',
  remove: 'Retirer',
  large: '{name} dépasse {size}.',
  kind: 'Les fichiers comme {name} ne peuvent pas être envoyés ici.',
  failed: '{name} n’a pas pu être envoyé.',
  lost: '{name} n’a pas été envoyé : la page a été rechargée entre-temps.',
  drop: 'Déposez les fichiers ici pour les envoyer',
  voice: 'Enregistrer un message vocal',
  recording: 'Enregistrement',
  done: 'Envoyer',
  deaf: 'Le navigateur n’a pas donné accès à un micro.',
}

const es: FileWords = {
  attach: 'Enviar un archivo',
  camera: 'Hacer una foto',
  sending: 'Enviando {name}',
  cancel: 'Cancelar',
  again: 'Intentar de nuevo',
  remove: 'Quitar',
  large: '{name} supera {size}.',
  kind: 'Aquí no se pueden enviar archivos como {name}.',
  failed: 'No se pudo enviar {name}.',
  lost: '{name} no se envió: la página se volvió a cargar entretanto.',
  drop: 'Suelte aquí los archivos para enviarlos',
  voice: 'Grabar un mensaje de voz',
  recording: 'Grabando',
  done: 'Enviar',
  deaf: 'El navegador no ha dado acceso a un micrófono.',
}

const ar: FileWords = {
  attach: 'إرسال ملف',
  camera: 'التقاط صورة',
  sending: 'جارٍ إرسال {name}',
  cancel: 'إلغاء',
  again: 'إعادة المحاولة',
  remove: 'إزالة',
  large: '{name} أكبر من {size}.',
  kind: 'لا يمكن إرسال ملفات مثل {name} هنا.',
  failed: 'تعذّر إرسال {name}.',
  lost: 'لم يُرسل {name}: أُعيد تحميل الصفحة في أثناء ذلك.',
  drop: 'أفلت الملفات هنا لإرسالها',
  voice: 'تسجيل رسالة صوتية',
  recording: 'جارٍ التسجيل',
  done: 'إرسال',
  deaf: 'لم يسمح المتصفح باستخدام ميكروفون.',
}

const languages: Readonly<Record<string, FileWords>> = { de, da, fr, es, ar }

export const wordsIn = (language: string): FileWords => languages[language.split('-')[0] ?? ''] ?? en
