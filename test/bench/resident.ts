/** Memory a process has, from the kernel. */
import { readFileSync } from 'node:fs'

/** MB, as the kernel counts what is resident. */
export function resident(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? Number.NaN) / 1024
}
