/** When a chat is over: it is rated, and what was said is mailed (urn:parlor:1 §2). The key is the case's resume token. */
import type { Response } from 'express'
import { z } from 'zod'
import { isAddress } from '../protocol/mail-address.ts'
import { Problem } from './problems.ts'
import type { Workgroups } from './types.ts'
import { parseBody } from './visit.ts'

export const LONGEST_COMMENT = 1_000

const token = z.string().min(1).max(100)
const ratingSchema = z.object({
  token,
  rating: z.number().int().min(1).max(5),
  comment: z.string().max(LONGEST_COMMENT).optional(),
})
const transcriptSchema = z.object({ token, mail: z.string().trim().refine(isAddress, 'an e-mail address') })

export async function postRating(body: unknown, workgroups: Workgroups, response: Response): Promise<void> {
  const { token, rating, comment } = parseBody(ratingSchema, body)
  if (!workgroups.rate) throw new Problem('unavailable')
  if (!(await workgroups.rate(token, { rating, ...(comment && { comment }) })))
    throw new Problem('no-such-chat')
  response.set('Cache-Control', 'no-store').json({ rating })
}

export async function postTranscript(
  body: unknown,
  workgroups: Workgroups,
  response: Response,
): Promise<void> {
  const { token, mail } = parseBody(transcriptSchema, body)
  const fault = workgroups.mailTranscript ? await workgroups.mailTranscript(token, mail) : 'no-mail'
  if (fault === 'unknown') throw new Problem('no-such-chat')
  if (fault === 'too-often') throw new Problem('too-often', 'It has been sent three times.')
  if (fault) throw new Problem('unavailable', 'No mail is sent here.')
  response.set('Cache-Control', 'no-store').json({ mail })
}
