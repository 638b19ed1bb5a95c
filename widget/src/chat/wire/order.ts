/** A request of BOSH, with its answer once that is there. */
export interface Asked {
  readonly rid: number
}

/** What Strophe keeps to itself: the requests without an answer yet, and where answers go. */
export interface Polling {
  readonly _proto: { readonly _requests: readonly Asked[] }
  _dataRecv(answer: Asked): void
}

/**
 * Two requests are under way at a time; the younger may be answered first, or the older be sent again. Answers count in
 * the order of their requests (XEP-0124 §14.2), but Strophe takes them as they come.
 */
export function inOrder(connection: Polling): void {
  const receive = connection._dataRecv.bind(connection)
  let early: Asked[] = []
  connection._dataRecv = (answer) => {
    const all = [...early, answer].sort((one, two) => one.rid - two.rid)
    const isEarly = ({ rid }: Asked) => connection._proto._requests.some((open) => open.rid < rid)
    early = all.filter(isEarly)
    for (const next of all.slice(0, all.length - early.length)) receive(next)
  }
}
