/** The connection of a page that is watched (urn-parlor-1 §1): a stream of events for as long as it lasts. */

export interface Invited {
  readonly is: 'invited'
  /** A secret: whoever has it was invited. */
  readonly invitation: string
  /** The operator's name, and their workgroup's. */
  readonly by: string
  readonly workgroup: string
  readonly accent: string
  /** The operator's own words. */
  readonly text?: string
}

/** By a rule of the site: nobody in particular asks. It is declined like the other. */
export interface Suggested {
  readonly is: 'suggested'
  readonly invitation: string
  readonly workgroup: string
  readonly accent: string
  readonly text?: string
}

export type Heard =
  | { readonly is: 'here'; readonly visitor: string }
  | Invited
  | Suggested
  | { readonly is: 'over' }
  | { readonly is: 'elsewhere' }

/** Between two tries, ms; the server ends each connection after two minutes, so that it never believes in a dead one. */
const AGAIN = 1_000
const LONGEST = 60_000

const post = (url: string, body: object, more: RequestInit = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'omit',
    body: JSON.stringify(body),
    ...more,
  })

/** Until it is aborted, or the server says that it does not want to know. Never rejects. */
export async function stay(
  origin: string,
  about: () => object,
  hear: (heard: Heard) => void,
  signal: AbortSignal,
): Promise<void> {
  let pause = AGAIN
  while (!signal.aborted) {
    try {
      const answer = await post(`${origin}/api/presence`, about(), { signal })
      if (answer.status < 500 && answer.status !== 200 && answer.status !== 429) return
      if (answer.ok && answer.body) {
        pause = AGAIN
        await listen(answer.body, (heard) => !signal.aborted && hear(heard))
      }
    } catch {}
    const wait = pause * (0.75 + Math.random() / 2)
    pause = Math.min(pause * 2, LONGEST)
    await new Promise((done) => setTimeout(done, wait))
  }
}

/** `data: {...}` and an empty line; anything else keeps the connection alive (HTML §9.2). */
async function listen(body: ReadableStream<BufferSource>, hear: (heard: Heard) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read()
    if (done) return
    const events = (rest + value).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) if (event.startsWith('data: ')) hear(JSON.parse(event.slice(6)))
  }
}

/** No, thanks; or no, since there is a chat already. */
export const decline = (origin: string, invitation: string, busy: boolean): Promise<unknown> =>
  post(`${origin}/api/decline`, { invitation, busy }, { keepalive: true }).catch(() => undefined)
