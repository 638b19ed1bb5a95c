/** Parlor's two HTTP calls before the conversation (urn-parlor-1 §1). */
import type { FaultName, Look } from '../model/types.ts'
import type { Challenge } from './proof.ts'

export interface Visit {
  readonly ticket: string
  /** The workgroup's JID. */
  readonly workgroup: string
  /** The anonymous host. */
  readonly domain: string
  readonly websocket: string
  readonly bosh: string
}

/** `POST /api/visit`: what is told about the visitor, beside the form. */
export interface VisitRequest {
  readonly site: string
  readonly workgroup: string
  readonly page?: string
  readonly title?: string
  readonly referrer?: string
  readonly language?: string
  readonly params?: Readonly<Record<string, string>>
  readonly signature?: string
  readonly signed?: readonly string[]
  readonly invitation?: string
  readonly visitor?: string
}

export class HttpFault extends Error {
  constructor(
    readonly fault: FaultName,
    /** Fields that are wrong. */
    readonly fields: readonly string[] = [],
    /** To be solved first. */
    readonly challenge?: Challenge,
  ) {
    super(fault)
  }
}

const BY_STATUS: Record<number, FaultName> = { 403: 'forbidden', 404: 'not-found', 429: 'too-often' }

interface Problem {
  readonly invalid: readonly string[]
  readonly challenge: Challenge
}

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(15_000) }).catch(() => {
    throw new HttpFault('no-connection')
  })
  if (!answer.ok) {
    const problem: Partial<Problem> = await answer.json().catch(() => ({}))
    throw new HttpFault(BY_STATUS[answer.status] ?? 'server', problem.invalid, problem.challenge)
  }
  return (await answer.json()) as T
}

/** A hosted page need not name its site: Parlor then uses the first one that has the workgroup. */
export function fetchLook(site: string, workgroup: string, language: string): Promise<Look> {
  const query = new URLSearchParams({ ...(site && { site }), workgroup, language })
  // As it is now: it may have been asked a moment ago, before a request was refused.
  return json(`/api/look?${query}`, { cache: 'no-cache' })
}

const send = <T>(url: string, body: object): Promise<T> =>
  json(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Where many come at once, some work is asked for first. */
export const post = <T>(url: string, body: object): Promise<T> =>
  send<T>(url, body).catch(async (fault: HttpFault) => {
    if (!fault.challenge) throw fault
    const { solve } = await import('./proof.ts')
    return send<T>(url, { ...body, proof: await solve(fault.challenge) })
  })

export const requestVisit = (request: VisitRequest): Promise<Visit> => post('/api/visit', request)
