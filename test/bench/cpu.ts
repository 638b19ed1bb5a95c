/** Time a process has had on a processor, from the kernel. */
import { readFileSync } from 'node:fs'

/** Clock ticks a second (`getconf CLK_TCK`): 100 on every Linux. */
const TICKS = 100

/** Seconds in user and kernel mode, all threads together (`proc(5)`: fields 14 and 15, counted behind the name). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}
