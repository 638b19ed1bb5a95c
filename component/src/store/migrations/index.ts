/** The steps that brought the schema where it is. Append only: a step that was released is never changed. */
import { cases } from './001-cases.ts'
import { operators } from './002-operators.ts'
import { paused } from './003-paused.ts'
import { spareRooms } from './004-spare-rooms.ts'
import { tickets } from './005-tickets.ts'
import { blocks } from './006-blocks.ts'
import { faq } from './007-faq.ts'
import { archive } from './008-archive.ts'
import { ratings } from './009-ratings.ts'
import { resting } from './010-resting.ts'
import { erasures } from './011-erasures.ts'
import { hooks } from './012-hooks.ts'
import { pushes } from './013-pushes.ts'
import { ends } from './014-ends.ts'
import { backgrounds } from './015-backgrounds.ts'
import { shifts } from './016-shifts.ts'
import type { Migration } from './migration.ts'

/** The version of a schema is the number of steps it has taken. */
export const migrations: readonly Migration[] = [
  cases,
  operators,
  paused,
  spareRooms,
  tickets,
  blocks,
  faq,
  archive,
  ratings,
  resting,
  erasures,
  hooks,
  pushes,
  ends,
  backgrounds,
  shifts,
]
