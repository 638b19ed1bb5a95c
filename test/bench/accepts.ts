/** Two operators accept in the same millisecond, a thousand times: how often is there not exactly one owner? */

import { startComponent } from '../support/component.ts'
import { contest, contestYaml } from '../support/contest.ts'
import type { TestProsody } from '../support/prosody.ts'
import { PASSWORD } from './chats.ts'
import type { Figure } from './table.ts'

const ROUNDS = 1_000

export async function accepts(server: TestProsody): Promise<Figure[]> {
  server.addUser('ben', PASSWORD)
  const component = await startComponent(server, { yaml: contestYaml })
  try {
    const contests = await contest(server, component, { rounds: ROUNDS, lanes: 8, password: PASSWORD })
    const isRight = ({ answers, invited }: (typeof contests)[number]) =>
      [...answers].sort().join() === 'conflict,result' && invited.size === 1
    const wrong = contests.filter((one) => !isRight(one)).length + Math.abs(ROUNDS - contests.length)
    return [
      {
        what: `${ROUNDS} requests accepted by two at once: not exactly one owner`,
        value: wrong,
        unit: '',
        atMost: 0,
      },
    ]
  } finally {
    await component.end()
  }
}
