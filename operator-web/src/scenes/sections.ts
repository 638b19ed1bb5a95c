/** The scenes of the sections, each fetched when somebody goes there: the desk itself is all that is loaded first. */
import { type ComponentType, lazy } from 'react'
import type { IconName } from '../components/Icon.tsx'
import type { Section } from '../model/place.ts'

export const SECTION_ICONS: Readonly<Record<Section, IconName>> = {
  desk: 'desk',
  floor: 'floor',
  visitors: 'eye',
  team: 'team',
  archive: 'archive',
  reports: 'chart',
  website: 'code',
  settings: 'gear',
}

export const SECTION_SCENES: Readonly<Partial<Record<Section, ComponentType>>> = {
  floor: lazy(() => import('./floor/Floor.tsx')),
  visitors: lazy(() => import('./visitors/VisitorsPage.tsx')),
  team: lazy(() => import('./team/Team.tsx')),
  archive: lazy(() => import('./archive/Archive.tsx')),
  reports: lazy(() => import('./reports/Reports.tsx')),
  website: lazy(() => import('./website/Website.tsx')),
  settings: lazy(() => import('./settings/SettingsPage.tsx')),
}
