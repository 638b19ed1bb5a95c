/** Memory of the component while nobody wants anything. */
import type { TestProsody } from '../support/prosody.ts'
import { ByParlor } from './by-parlor.ts'
import { resident } from './resident.ts'
import type { Figure } from './table.ts'

/** Node gives memory back some seconds after a start. */
const QUIET_MS = 5_000
const CHATS = 100

const quiet = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS))

export async function memory(server: TestProsody): Promise<Figure[]> {
  const way = await ByParlor.start(server, { thinks: 0 })
  await quiet()
  const idle = resident(way.component.pid)
  for (let index = 0; index < CHATS; index += 1) await (await way.open()).end()
  await quiet()
  const used = resident(way.component.pid)
  await way.stop()
  return [
    { what: 'component: idle memory', value: idle, unit: 'MB', atMost: 95 },
    { what: `component: idle after ${CHATS} chats`, value: used, unit: 'MB' },
  ]
}
