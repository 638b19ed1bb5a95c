/** Signs of life: after a silence the peer is asked, and without an answer the connection is given up. */

export interface KeepaliveOptions {
  /** Silence before the other side is asked for a sign of life, ms. */
  readonly idle: number
  /** Silence after that before it is taken for dead, ms. */
  readonly patience: number
  readonly ping: () => void
  readonly dead: () => void
}

/** Notices a peer that is gone without having hung up: TCP alone may take many minutes. */
export function keepalive({ idle, patience, ping, dead }: KeepaliveOptions) {
  let timer: NodeJS.Timeout
  let lastHeard = 0
  const wait = (): void => {
    lastHeard = performance.now()
    timer = setTimeout(ask, idle)
  }
  // Cheap on a busy link: hearing only notes the time, and the timer looks at it when it is due.
  const ask = (): void => {
    const silence = performance.now() - lastHeard
    if (silence < idle) {
      timer = setTimeout(ask, idle - silence)
      return
    }
    const asked = performance.now()
    ping()
    timer = setTimeout(() => (lastHeard >= asked ? wait() : dead()), patience)
  }
  wait()
  return {
    heard(): void {
      lastHeard = performance.now()
    },
    stop(): void {
      clearTimeout(timer)
    },
  }
}
