/** The sections of the desk: what each is called, and whose it is (D8). */
import type { App } from '../desk/app.ts'
import { watched } from '../model/floor.ts'
import { addressOf, SECTIONS, type Section } from '../model/place.ts'
import { onDuty } from '../model/select.ts'
import type { Desk } from '../model/types.ts'
import { t } from '../words/index.ts'
import type { Action } from './action.ts'

interface SectionEntry {
  readonly label: string
  readonly key: string
  /** Does this operator have it? */
  readonly when: (desk: Desk) => boolean
}

const always = (): boolean => true
const knows =
  (word: string) =>
  (desk: Desk): boolean =>
    onDuty(desk).some(({ commands }) => commands.includes(word))

/** Anywhere, on duty or not. */
const commanded =
  (word: string) =>
  ({ workgroups }: Desk): boolean =>
    [...workgroups.values()].some(({ commands }) => commands.includes(word))

export const SECTION_ENTRIES: Readonly<Record<Section, SectionEntry>> = {
  desk: { label: t('Desk'), key: 'Alt+0', when: always },
  floor: { label: t('Floor'), key: 'Alt+F', when: (desk) => watched(desk).length > 0 },
  visitors: { label: t('Visitors'), key: 'Alt+V', when: knows('visitors') },
  team: { label: t('Team'), key: 'Alt+C', when: always },
  archive: { label: t('Archive'), key: 'Alt+A', when: knows('search') },
  reports: { label: t('Reports'), key: 'Alt+R', when: knows('report') },
  website: { label: t('Website'), key: 'Alt+W', when: commanded('sites') },
  settings: { label: t('Settings'), key: 'Alt+S', when: always },
}

/** Those of this operator, in order. In one string: a list would be another at each look. */
export const sectionsOf = (desk: Desk): string =>
  SECTIONS.filter((section) => SECTION_ENTRIES[section].when(desk)).join(' ')

export const addressOfSection = (section: Section): string => addressOf({ section })

export function goToSection(app: App, section: Section): void {
  app.section.set(section)
}

export const sectionActions: readonly Action[] = SECTIONS.map((section) => {
  const { label, key, when } = SECTION_ENTRIES[section]
  return {
    id: `section-${section}`,
    label: () => (section === 'desk' ? t('Go to the desk') : t('Go to {section}', { section: label })),
    keys: [key],
    when: (desk) => desk.session.is !== 'signed-out' && when(desk),
    run: (app) => goToSection(app, section),
  }
})
