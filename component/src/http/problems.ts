/** RFC 9457: what went wrong, for programs; people get a page (`problem-page.ts`). One table; `type` is a name and not an address to open. */
import type { Response } from 'express'
import { PARLOR } from '../../protocol/namespaces.js'
import { ISOLATED } from './headers.ts'
import { type Door, PROBLEM_POLICY, problemPage, wantsPage } from './problem-page.ts'

const problems = {
  malformed: { status: 400, title: 'The request is malformed' },
  origin: { status: 403, title: 'Not from this website' },
  ticket: { status: 403, title: 'The ticket is not valid' },
  forbidden: { status: 403, title: 'Not for you' },
  'not-watched': { status: 403, title: 'This page is not watched' },
  'no-such-page': { status: 404, title: 'There is nothing here' },
  'no-such-site': { status: 404, title: 'There is no such site' },
  'no-such-workgroup': { status: 404, title: 'There is no such workgroup' },
  'no-such-chat': { status: 404, title: 'There is no such chat, or it ended long ago' },
  'no-such-invitation': { status: 404, title: 'There is no such invitation' },
  'wrong-method': { status: 405, title: 'Not with this method' },
  'too-large': { status: 413, title: 'The request is too large' },
  'wrong-content-type': { status: 415, title: 'The request must be JSON' },
  invalid: { status: 422, title: 'The form is not filled in as it should be' },
  challenge: { status: 428, title: 'Many come at once: first solve the challenge' },
  'upgrade-needed': { status: 426, title: 'This address speaks WebSocket' },
  'too-often': { status: 429, title: 'Too often from this address' },
  internal: { status: 500, title: 'Something went wrong here' },
  'not-built': { status: 503, title: 'This part has not been built: npm run build' },
  'too-many': { status: 503, title: 'Too many at once' },
  unavailable: { status: 503, title: 'This is not possible right now' },
  'no-xmpp-server': { status: 502, title: 'The XMPP server does not answer' },
} as const

export type ProblemName = keyof typeof problems

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number

  constructor(
    readonly problem: ProblemName,
    /** What is wrong with this request, in a sentence. */
    readonly detail?: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** Further members of the problem (RFC 9457 §3.2). */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail ?? problems[problem].title)
    this.status = problems[problem].status
  }

  toJSON(): { type: string; title: string; status: number; detail?: string } {
    const { title, status } = problems[this.problem]
    const detail = this.detail === undefined ? {} : { detail: this.detail }
    return { type: `${PARLOR}:${this.problem}`, title, status, ...detail, ...this.more }
  }
}

/** What body-parser and the router throw, by its `type` or status. */
const foreign: Record<string, ProblemName> = {
  'entity.too.large': 'too-large',
  'entity.parse.failed': 'malformed',
  'request.size.invalid': 'malformed',
  'request.aborted': 'malformed',
  'encoding.unsupported': 'wrong-content-type',
  'charset.unsupported': 'wrong-content-type',
  '400': 'malformed',
  '404': 'no-such-page',
  '413': 'too-large',
}

/** Every failure has a problem; what nobody foresaw is `internal` and tells nothing of the inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown }
  const name = foreign[String(type)] ?? foreign[String(status)]
  return new Problem(name ?? 'internal')
}

export function sendProblem(response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .set({ ...problem.headers, 'Cache-Control': 'no-store' })
    .vary('Accept')
  if (wantsPage(response.req)) {
    const doors = (response.locals.doors ?? []) as Door[]
    response
      .set({ ...ISOLATED, 'Content-Security-Policy': PROBLEM_POLICY })
      .type('html')
      .send(problemPage(problem, response.req.get('accept-language') ?? '', doors))
    return
  }
  response.type('application/problem+json').send(JSON.stringify(problem))
}
