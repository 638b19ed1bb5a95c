/** What a chat costs in which nobody says anything: stanzas at both clients, and time on the processor. */
import { setTimeout as pause } from 'node:timers/promises'
import { chat } from '../support/chat.ts'
import { setStage } from '../support/stage.ts'
import { cpuSeconds } from './cpu.ts'
import type { Figure } from './table.ts'

const LASTS = 30_000
const A_MINUTE = 60_000 / LASTS

export async function idle(): Promise<Figure[]> {
  const stage = await setStage()
  try {
    const pids = [stage.prosody.pid, stage.component.pid]
    const cpu = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0)
    const spent = async (): Promise<number> => {
      const before = cpu()
      await pause(LASTS)
      return (cpu() - before) * 1000 * A_MINUTE
    }
    await pause(5_000)
    const nothing = await spent()
    const { anna, mia } = await chat(stage)
    // While people talk the visitor is asked more often.
    await pause(32_000)
    const asked = ({ connection: { stanzas } }: typeof anna | typeof mia, since: number) =>
      stanzas.items.slice(since).filter((one) => one.is('iq') && one.attrs.type === 'get').length
    const [atDesk, atVisitor] = [anna.connection.stanzas.mark(), mia.connection.stanzas.mark()]
    const talking = await spent()
    // Each question is answered: two frames.
    const frames = (questions: number) => questions * 2 * A_MINUTE
    return [
      {
        what: 'an idle chat: frames at the desk in a minute',
        value: frames(asked(anna, atDesk)),
        unit: '',
        atMost: 24,
      },
      {
        what: 'an idle chat: frames at the visitor in a minute',
        value: frames(asked(mia, atVisitor)),
        unit: '',
        atMost: 8,
      },
      {
        what: 'an idle chat: processor of server and component in a minute, beside none',
        value: talking,
        floor: nothing,
        unit: 'ms',
      },
    ]
  } finally {
    await stage.end()
  }
}
