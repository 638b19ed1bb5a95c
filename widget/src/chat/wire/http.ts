/** Parlor's two HTTP calls before the conversation (urn-parlor-1 §1). */
import type { FaultName, Look } from '../model/types.ts'

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
}

export class HttpFault extends Error {
  constructor(
    readonly fault: FaultName,
    /** Fields that are wrong. */
    readonly fields: readonly string[] = [],
  ) {
    super(fault)
  }
}

const BY_STATUS: Record<number, FaultName> = { 403: 'forbidden', 404: 'not-found', 429: 'too-often' }

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(15_000) }).catch(() => {
    throw new HttpFault('no-connection')
  })
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => undefined)) as { invalid?: string[] } | undefined
    throw new HttpFault(BY_STATUS[answer.status] ?? 'server', problem?.invalid)
  }
  return (await answer.json()) as T
}

/** A hosted page need not name its site: Parlor then uses the first one that has the workgroup. */
export function fetchLook(site: string, workgroup: string, language: string): Promise<Look> {
  const query = new URLSearchParams({ ...(site && { site }), workgroup, language })
  // As it is now: it may have been asked a moment ago, before a request was refused.
  return json(`/api/look?${query}`, { cache: 'no-cache' })
}

export const post = <T>(url: string, body: object): Promise<T> =>
  json(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

export const requestVisit = (request: VisitRequest): Promise<Visit> => post('/api/visit', request)
