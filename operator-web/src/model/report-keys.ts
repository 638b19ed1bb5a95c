/** What the rows of a report are called: the `report` command has its own names for them, the same in every language. */
import { type EndReason, WEEKDAYS } from '../../../component/protocol/names.js'
import { language, t } from '../words/index.ts'

const A_MONDAY = Date.UTC(2024, 0, 1)
const DAY = 86_400_000

const ENDS: Readonly<Record<EndReason, string>> = {
  'visitor-left': t('Ended by the visitor'),
  'visitor-lost': t('The visitor was lost'),
  'operator-closed': t('Ended by the operator'),
  'operator-left': t('The operator left'),
  'supervisor-closed': t('Ended by a supervisor'),
  'waited-too-long': t('Waited too long'),
  'nobody-answered': t('Nobody answered'),
  'nobody-on-duty': t('Nobody was on duty'),
  'workgroup-closed': t('The workgroup was closed'),
  'room-failed': t('The room failed'),
  'visitor-declined': t('The visitor did not come'),
  idle: t('Nobody wrote any more'),
}

const weekday = (name: string): string => {
  const day = WEEKDAYS.findIndex((one) => one === name)
  if (day < 0) return name
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(A_MONDAY + day * DAY)
}

/** Of a BCP 47 tag; what is none stays as it is. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

const NAMES: Readonly<Record<string, (key: string) => string>> = {
  weekday,
  language: languageName,
  reason: (reason) => (reason in ENDS ? ENDS[reason as EndReason] : reason),
  operator: (jid) => jid.split('@')[0] ?? jid,
}

/** A row of this group, by its `key`. */
export const keyText = (by: string, key = ''): string => NAMES[by]?.(key) ?? key
