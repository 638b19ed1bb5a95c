/**
 * A cable of its own for one program: a network namespace, and a pair of virtual interfaces between it and this machine.
 * Pulled out, packets are lost and nobody is told; plugged in again, TCP goes on where it was. Needs root
 * (CAP_NET_ADMIN and CAP_SYS_ADMIN) and `ip` of iproute2.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

const NAMES = /^parlor-faults-(\d+)$/

export interface Cable {
  /** This machine's end, and the program's. */
  readonly here: string
  readonly there: string
  /** Runs a program at the other end; the process id stays. */
  readonly command: readonly string[]
  pull(): void
  plug(): void
  end(): void
}

/** Why there is no cable to be had; says what is missing. */
export class NoCable extends Error {
  override readonly name = 'NoCable'
}

const ip = (...words: string[]): void => {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Throws `NoCable`. */
export function layCable(): Cable {
  const name = `parlor-faults-${process.pid}`
  const [mine, theirs] = [`pf${process.pid}a`, `pf${process.pid}b`]
  // 198.18.0.0/15 is kept for measurements (RFC 2544): nobody's network.
  const net = `198.18.${process.pid % 250}`
  const inside = ['-n', name]
  sweep()
  try {
    ip('netns', 'add', name)
    ip('link', 'add', mine, 'type', 'veth', 'peer', 'name', theirs, 'netns', name)
    ip('addr', 'add', `${net}.1/30`, 'dev', mine)
    ip('link', 'set', mine, 'up')
    ip(...inside, 'addr', 'add', `${net}.2/30`, 'dev', theirs)
    ip(...inside, 'link', 'set', theirs, 'up')
    ip(...inside, 'link', 'set', 'lo', 'up')
  } catch (error) {
    remove(name)
    throw new NoCable(reason(error), { cause: error })
  }
  return {
    here: `${net}.1`,
    there: `${net}.2`,
    command: ['ip', 'netns', 'exec', name],
    pull: () => ip(...inside, 'link', 'set', theirs, 'down'),
    plug: () => ip(...inside, 'link', 'set', theirs, 'up'),
    end: () => remove(name),
  }
}

const reason = (error: unknown): string =>
  String((error as { stderr?: unknown }).stderr ?? '').trim() || String(error)

/** The pair of interfaces goes with the namespace. */
function remove(name: string): void {
  if (existsSync(`/run/netns/${name}`)) ip('netns', 'del', name)
}

/** What a run left behind that was killed. */
function sweep(): void {
  if (!existsSync('/run/netns')) return
  for (const name of readdirSync('/run/netns')) {
    const pid = NAMES.exec(name)?.[1]
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    try {
      remove(name)
    } catch {
      // Without the right to remove it there is none to make one either: that is said a moment later.
    }
  }
}
