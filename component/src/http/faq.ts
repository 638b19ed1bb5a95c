/** `GET /faq/<workgroup>.json`: questions and answers for widget, start page and any help system (M4). */
import type { Request, Response } from 'express'
import type { Http } from './context.ts'
import { findWorkgroup } from './look.ts'
import { Problem } from './problems.ts'
import type { FaqItem } from './types.ts'

const asTold = ({ id, language, question, answer, at }: FaqItem) => ({
  id,
  ...(language !== undefined && { language }),
  question,
  answer,
  updated: new Date(at).toISOString(),
})

/** `de` is for readers of `de-AT`, and what names no language for all. */
const isFor =
  (wanted: string) =>
  ({ language }: FaqItem): boolean =>
    wanted === '' || language === undefined || mainOf(language) === mainOf(wanted)

const mainOf = (language: string): string => language.toLowerCase().split('-')[0] ?? ''

/** Anybody may read it from anywhere; the ETag is express's, over the whole answer. */
export function getFaq(http: Http, request: Request, response: Response): void {
  const [, name, extension] = /^(.*)\.(\w+)$/.exec(String(request.params.file)) ?? []
  if (name === undefined || extension !== 'json') throw new Problem('no-such-page', 'There is .json.')
  const { jid, name: called } = findWorkgroup(http.config(), name)
  const wanted = typeof request.query.language === 'string' ? request.query.language : ''
  const entries = (http.workgroups.faq?.(jid) ?? []).filter(isFor(wanted)).map(asTold)
  response
    .set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=60' })
    .json({ workgroup: jid, name: called, entries })
}
