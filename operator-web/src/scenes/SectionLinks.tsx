import type { MouseEvent } from 'react'
import { addressOfSection, goToSection, SECTION_ENTRIES, sectionsOf } from '../actions/sections.ts'
import { Icon } from '../components/Icon.tsx'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import { useLiveDesk } from '../hooks/use-now.ts'
import { alarmsOn } from '../model/floor.ts'
import type { Section } from '../model/place.ts'
import { ringing, unreadTotal } from '../model/select.ts'
import { unreadTalks } from '../model/talks.ts'
import type { Desk } from '../model/types.ts'
import { t } from '../words/index.ts'
import { SECTION_ICONS } from './sections.ts'

/** What waits in a section that one does not look at. */
const COUNTS: Readonly<Partial<Record<Section, (desk: Desk, now: number) => number>>> = {
  desk: (desk) => unreadTotal(desk) + ringing(desk).length,
  floor: (desk, now) => alarmsOn(desk, now).length,
  team: ({ talks }) => unreadTalks(talks),
}

const none = (): number => 0

/** Real links: they can be opened beside, copied and sent. */
export function SectionLinks() {
  const sections = useDesk(sectionsOf).split(' ') as Section[]
  return (
    <nav className="sections" aria-label={t('Sections')}>
      {sections.map((section) => (
        <SectionLink key={section} section={section} />
      ))}
    </nav>
  )
}

function SectionLink({ section }: { section: Section }) {
  const app = useApp()
  const here = useValue(app.section) === section
  const of = COUNTS[section] ?? none
  const count = useLiveDesk(of)
  const { label, key } = SECTION_ENTRIES[section]
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goToSection(app, section)
  }
  return (
    <a
      className="section-link"
      href={addressOfSection(section)}
      aria-current={here ? 'page' : undefined}
      title={`${label} (${key.replace('+', ' ')})`}
      onClick={go}
    >
      <Icon name={SECTION_ICONS[section]} />
      <span className="section-name">{label}</span>
      {count > 0 && !here && (
        <span className="badge">
          {count}
          <span className="unseen"> {t('new')}</span>
        </span>
      )}
    </a>
  )
}
